// npm run bench: what a send costs, beside n8n's own nodes and the least that a node can do.
//
//   --quick  leaves out the 10,000 items
//
// n8n's nodes are those of the n8n that npm start and npm run test:e2e install; without it they are
// left out. Writes nothing; bench/README.md says how it measures, and holds the last figures.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './lib/advice.mjs';
import { n8nFolder, N8N_VERSION } from './lib/n8n.mjs';
import { readOptions } from './lib/options.mjs';
import { beforeStop } from './lib/processes.mjs';
import { say } from './lib/progress.mjs';
import { build, ensureDependencies } from './lib/project.mjs';

const OURS = [
	{ name: 'n8n-nodes-zoko, 10 in flight', contender: 'ours', inFlight: 10 },
	{ name: 'n8n-nodes-zoko, 50 in flight', contender: 'ours', inFlight: 50 },
	{ name: 'smallest node, 10 in flight', contender: 'smallest', inFlight: 10 },
	{ name: 'smallest node, 50 in flight', contender: 'smallest', inFlight: 50 },
];
const N8NS = [
	{ name: 'HTTP Request', contender: 'httpRequest' },
	// 50 items per second, as n8n proposes: it mostly waits, so once is enough, and 10,000 too many.
	{ name: 'HTTP Request, batching', contender: 'httpRequestBatched', most: 1000, rounds: 1 },
	{ name: 'WhatsApp Business Cloud', contender: 'whatsApp' },
];
const BARE = [
	{ name: 'node:http, 10 in flight', contender: 'bare', inFlight: 10 },
	{ name: 'node:http, 50 in flight', contender: 'bare', inFlight: 50 },
];
const CASES = [
	{ latencyMs: 0, count: 100, rounds: 5 },
	{ latencyMs: 0, count: 1000, rounds: 5 },
	{ latencyMs: 0, count: 10_000, rounds: 3 },
	{ latencyMs: 50, count: 100, rounds: 3 },
	{ latencyMs: 50, count: 1000, rounds: 3 },
	{ latencyMs: 50, count: 10_000, rounds: 1 },
];

await main(async () => {
	const { quick } = readOptions('npm run bench -- [--quick]', {
		quick: { type: 'boolean', default: false },
	});
	await ensureDependencies();
	await build();
	const folder = await mkdtemp(join(tmpdir(), 'zoko-bench-'));
	beforeStop(() => rm(folder, { recursive: true, force: true }));
	const n8n = n8nFolder(N8N_VERSION);
	const hasN8n = existsSync(join(n8n, 'node_modules', 'n8n-nodes-base'));
	if (!hasN8n)
		say("n8n is not installed here, so its own nodes are left out. 'npm start' installs it.");

	const { runBench } = await import('../bench/run.mjs');
	const { ratios, table } = await import('../bench/report.mjs');
	const contenders = [...OURS, ...(hasN8n ? N8NS : []), ...BARE];
	const cases = CASES.filter(({ count }) => !quick || count <= 1000);
	const env = { ...process.env, N8N_USER_FOLDER: folder, N8N_LOG_LEVEL: 'silent' };
	const rows = await runBench(contenders, cases, { n8nFolder: n8n, env, onCase: say });

	console.log(`\nNode ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model}`);
	for (const { latencyMs, count, rounds } of cases) {
		console.log(`\n${count} items, ${latencyMs} ms latency, median of ${rounds}\n`);
		console.log(table(rows.filter((row) => row.latencyMs === latencyMs && row.count === count)));
	}
	console.log('');
	const found = ratios(rows);
	for (const { what, value, target, met } of found) {
		console.log(`${met ? 'met   ' : 'MISSED'}  ${value.toFixed(2)}  (${target})  ${what}`);
	}
	return found.every(({ met }) => met) ? 0 : 1;
});
