// Every operation that is not a send, in the real engine: what it puts out, and what Zoko was asked.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { agent } from './operations/agent.mjs';
import { Bench, FIXTURES } from './operations/bench.mjs';
import { checkCustomerList, customer } from './operations/customer.mjs';
import { checkGroups, group } from './operations/group.mjs';
import { checkWaiting, message } from './operations/message.mjs';
import { team } from './operations/team.mjs';
import { template } from './operations/template.mjs';
import { checkExample, checkRepair, webhook } from './operations/webhook.mjs';

// Groups come last: each is a customer too, who never wrote and so stands on top of their list.
const EXPECTED = { ...message, ...template, ...customer, ...agent, ...team, ...webhook, ...group };

/** @param {object} context from scripts/e2e.mjs */
export default async function operationsScenario(context) {
	const bench = new Bench(context);
	const { emulator, check } = context;
	await emulator.reset();
	await emulator.control('PATCH', '/settings', {
		delays: { sent: 50, delivered: 200, seen: 400 },
		customerListIntervalMs: 0,
		webhooks: { disableAfter: 1_000_000 },
	});
	const names = (await readdir(FIXTURES, { recursive: true }))
		.filter((file) => /^\w+\/\w+\.json$/.test(file))
		.map((file) => file.replace(/\.json$/, ''));

	for (const [name, expected] of Object.entries(EXPECTED)) {
		await check(name, async () => {
			const item = await bench.prepare(name);
			const { execution, items, requests } = await bench.run(name, [item]);
			assert.equal(execution.status, 'success', JSON.stringify(execution.error));
			for (const { method, path, httpStatus } of requests) {
				assert.equal(httpStatus, 200, `${method} ${path}`);
			}
			const operations = requests.map(({ operation }) => operation);
			await expected(items, { item, operations: [...new Set(operations)], bench });
		});
	}
	await check('every operation was run', async () => {
		assert.deepEqual(Object.keys(EXPECTED).sort(), names.sort());
	});
	await checkUnknownIds(bench, names, check);
	await checkRepair(bench, check);
	await checkExample(bench, context);
	await checkWaiting(bench, emulator, check);
	await checkCustomerList(bench, emulator, check);
	await checkGroups(bench, emulator, check);
}

async function checkUnknownIds(bench, names, check) {
	await check('an unknown ID is told for every operation that has one', async () => {
		let told = 0;
		for (const name of names) {
			const ids = JSON.stringify(await bench.fixture(name)).match(
				/(?<=\$json\.)(\w+Id|agentEmail)\b/g,
			);
			// This one tells of each ID in an item of its own.
			if (!ids || name === 'message/deleteMany') continue;
			const unknown = Object.fromEntries(ids.map((id) => [id, 'x-0']));
			const item = { ...(await bench.prepare(name)), ...unknown };
			const { execution } = await bench.run(name, [item], { timeLimit: 1 });
			assert.equal(execution.status, 'error', name);
			assert.match(execution.error.message, /^Zoko did not find it: .+ \[item 0\]$/, name);
			assert.match(execution.error.description, /Check the ID/, name);
			told += 1;
		}
		return `${told} operations`;
	});
}
