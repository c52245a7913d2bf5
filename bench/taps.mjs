// node bench/taps.mjs: how long a waiting run takes from the customer's tap to its next node, in a real
// n8n. Many runs of Send and Wait for Reply wait at the same time; the customers tap in random order,
// each twice. It fails when a run did not go on exactly once with the answer to its own question.
//
//   --runs <n>      runs that wait at the same time (200)
//   --thumbs <n,n>  taps under way at the same time, one round for each (1,8)
//   --engine <name> n8n's expression engine: vm (n8n's default) or legacy
//   --queue         n8n in queue mode: two workers, two webhook processes, PostgreSQL, Redis
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Advice, main } from '../scripts/lib/advice.mjs';
import { startEmulator } from '../scripts/lib/emulator.mjs';
import { saveCredential } from '../scripts/lib/instance.mjs';
import { ensureN8n } from '../scripts/lib/n8n.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { afterStop } from '../scripts/lib/processes.mjs';
import { say, steps } from '../scripts/lib/progress.mjs';
import { build, ensureDependencies } from '../scripts/lib/project.mjs';
import { pack } from '../scripts/lib/tarball.mjs';
import { askMany, checkAnswers, choiceOf } from '../test/e2e/wait/many.mjs';
import { AskingShop } from '../test/e2e/wait/shop.mjs';
import { openN8n } from './instance.mjs';
import { quantile } from './report.mjs';

/** n8n lists at most a hundred executions of a workflow, so several workflows ask. */
const MOST_OF_ONE = 50;
const PATIENCE_MS = 900_000;

function readOptions() {
	const { values } = parseArgs({
		options: {
			runs: { type: 'string', default: '200' },
			thumbs: { type: 'string', default: '1,8' },
			engine: { type: 'string', default: 'vm' },
			queue: { type: 'boolean', default: false },
		},
	});
	const runs = Number(values.runs);
	const thumbs = values.thumbs.split(',').map(Number);
	if (![runs, ...thumbs].every((value) => Number.isInteger(value) && value >= 1)) {
		throw new Advice(
			'--runs and --thumbs take whole numbers of at least 1, for example 200 and 1,8.',
		);
	}
	return { ...values, runs, thumbs };
}

/** Many things happen on a machine that may be busy. */
class PatientShop extends AskingShop {
	async until(what, holds) {
		return await super.until(what, holds, PATIENCE_MS);
	}
}

function shuffled(list) {
	const left = [...list];
	return list.map(() => left.splice(Math.floor(Math.random() * left.length), 1)[0]);
}

/** One round. @returns a row of the table */
async function measure(shop, count, thumbs) {
	await shop.open();
	const trigger = await shop.listening();
	const groups = [];
	for (let left = count; left > 0; left -= MOST_OF_ONE) {
		groups.push(await askMany(shop, Math.min(left, MOST_OF_ONE)));
	}
	say(`${count} runs wait; ${thumbs} at a time tap`);
	const open = shuffled(
		groups.flatMap(({ asked }) => asked.map(({ id }, at) => [id, choiceOf(at)])),
	);
	const tappedAt = new Map();
	const began = Date.now();
	const thumb = async () => {
		for (let next = open.pop(); next; next = open.pop()) {
			tappedAt.set(next[0], Date.now());
			await Promise.all([shop.tap(...next), shop.tap(...next)]);
		}
	};
	await Promise.all(Array.from({ length: thumbs }, thumb));
	const times = [];
	let last = 0;
	for (const { called, asked, are } of groups) {
		const runs = await are('success');
		await checkAnswers(shop, runs, asked);
		for (const { id } of runs) {
			const [{ startTime, data }] = (await shop.client.execution(id)).runData.End;
			times.push(startTime - tappedAt.get(data.main[0][0].json.messageId));
			last = Math.max(last, startTime);
		}
		await shop.client.deactivate(called);
	}
	assert.equal(times.length, count);
	await shop.quiet(trigger, 0);
	await shop.close();
	times.sort((a, b) => a - b);
	const ms = (value) => `${Math.round(value)} ms`;
	return {
		'taps at a time': thumbs,
		runs: count,
		median: ms(quantile(times, 0.5)),
		p99: ms(quantile(times, 0.99)),
		longest: ms(times.at(-1)),
		'runs per second': Number(((1000 * count) / (last - began)).toFixed(1)),
	};
}

await main(async () => {
	const options = readOptions();
	const step = steps(4);
	await step('Development dependencies', ensureDependencies);
	const install = await step('n8n', ensureN8n);
	const folder = await mkdtemp(join(tmpdir(), 'zoko-bench-'));
	afterStop(() => rm(folder, { recursive: true, force: true }));
	const tarball = await step('Build and pack this package', async () => {
		await build();
		return (await pack(folder)).file;
	});
	const emulator = await startEmulator({
		port: await freePort(),
		logFile: join(folder, 'emulator.log'),
	});
	const { client } = await step('Start n8n', () =>
		openN8n({ ...options, install, tarball, folder }),
	);
	const shop = new PatientShop({
		emulator,
		n8n: { client },
		credential: () => saveCredential(client, emulator),
	});
	const rows = [];
	for (const thumbs of options.thumbs) rows.push(await measure(shop, options.runs, thumbs));
	const mode = options.queue ? 'in queue mode' : 'in one process';
	console.log(`\nFrom tap to next node, n8n ${mode}, expression engine ${options.engine}`);
	console.table(rows);
	return 0;
});
