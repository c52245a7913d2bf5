// node bench/taps.mjs: how long a waiting run takes from the customer's tap to its next node, in a real
// n8n. Many runs of Send and Wait for Reply wait at the same time; the customers tap in random order,
// each twice. It fails when a run did not go on exactly once with the answer to its own question.
//
//   --runs <n>      runs that wait at the same time (200)
//   --thumbs <n,n>  taps under way at the same time, one round for each (1,8)
//   --engine <name> n8n's expression engine: vm (n8n's default) or legacy
//   --queue         n8n in queue mode: two workers, two webhook processes, PostgreSQL, Redis
import assert from 'node:assert/strict';
import { main } from '../scripts/lib/advice.mjs';
import { saveCredential } from '../scripts/lib/instance.mjs';
import { readOptions, wrongUse } from '../scripts/lib/options.mjs';
import { say } from '../scripts/lib/progress.mjs';
import { askMany, checkAnswers, choiceOf } from '../test/e2e/wait/many.mjs';
import { AskingShop } from '../test/e2e/wait/shop.mjs';
import { openBench } from './instance.mjs';
import { quantile } from './report.mjs';

/** n8n lists at most a hundred executions of a workflow, so several workflows ask. */
const MOST_OF_ONE = 50;
const PATIENCE_MS = 900_000;

const USE = 'node bench/taps.mjs [--queue] [--runs <n>] [--thumbs <n,n>] [--engine <vm | legacy>]';

function chosen() {
	const values = readOptions(USE, {
		runs: { type: 'string', default: '200' },
		thumbs: { type: 'string', default: '1,8' },
		engine: { type: 'string', default: 'vm' },
		queue: { type: 'boolean', default: false },
	});
	const runs = Number(values.runs);
	const thumbs = values.thumbs.split(',').map(Number);
	if (![runs, ...thumbs].every((value) => Number.isInteger(value) && value >= 1)) {
		throw wrongUse(USE, '--runs and --thumbs take whole numbers of at least 1.');
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
	const options = chosen();
	const { emulator, client } = await openBench(options);
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
