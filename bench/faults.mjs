// node bench/faults.mjs [--sends 10000] [--seed abc] [--batch 100] [--in-flight 20]
// Sends through random faults in n8n's engine with Retry On Fail on, and compares what the node
// reports with what the emulated Zoko took. Exits with 1 when anything disagrees.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from './load.mjs';

const { values } = parseArgs({
	options: {
		sends: { type: 'string', default: '10000' },
		seed: { type: 'string', default: Date.now().toString(36) },
		batch: { type: 'string', default: '100' },
		'in-flight': { type: 'string', default: '20' },
	},
});
const folder = await mkdtemp(join(tmpdir(), 'zoko-faults-'));
Object.assign(process.env, { N8N_USER_FOLDER: folder, N8N_LOG_LEVEL: 'silent' });

const { createEmulator } = load('emulator/index.ts');
const { provideDeduplication } = load('test/harness/deduplication.ts');
// With their extensions: without, the JSON file of the same name would be taken.
const { Zoko } = load('nodes/Zoko/Zoko.node.ts');
const { ZokoApi } = load('credentials/ZokoApi.credentials.ts');
const { runThroughFaults } = load('test/faults/run.ts');
const { ruleOfThree } = load('test/faults/account.ts');

const emulator = await createEmulator({ seed: false, httpsPort: 0 });
await provideDeduplication();
const { seed } = values;
const [sends, batch, maxInFlight] = [values.sends, values.batch, values['in-flight']].map(Number);
console.log(`${sends} sends, ${batch} per execution, ${maxInFlight} in flight, seed ${seed}`);

const startedAt = performance.now();
const account = await runThroughFaults(emulator, {
	node: new Zoko(),
	credential: new ZokoApi(),
	seed,
	sends,
	batch,
	maxInFlight,
});
const seconds = Math.round((performance.now() - startedAt) / 1000);
await emulator.close();
await rm(folder, { recursive: true, force: true });

console.table({ ...account.tally, accepted: account.accepted, requests: account.requests });
console.table(Object.fromEntries([...account.struck].sort()));
/** '0 of 10000 (at most 0.030 %)': how often, and how often at most with 95 % confidence. */
const rate = (count, trials) =>
	`${count} of ${trials}` +
	(count === 0 ? ` (at most ${(100 * ruleOfThree(trials)).toFixed(3)} %, 95 % confidence)` : '');
console.log(`Duplicates: ${rate(account.duplicates, sends)}`);
console.log(
	`Reports that disagree with the book: ${rate(account.problems.length, account.reported)}`,
);
console.log(`At most ${account.maxInFlight} in flight. ${seconds} s.`);
for (const problem of account.problems.slice(0, 20)) console.log(`  ${problem}`);
process.exitCode = account.problems.length > 0 ? 1 : 0;
