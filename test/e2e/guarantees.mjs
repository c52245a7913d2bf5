// The sending guarantees in a real n8n: what is stopped, killed, retried or run twice at the same time
// sends nothing twice, and says what went out.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf } from '../../scripts/lib/n8n.mjs';
import { batch, PHONES, repeated } from './batch.mjs';

/** Starts a workflow by hand and does not wait for it. @returns the id of the execution */
const start = async (client, workflow) => (await client.start(workflow)).executionId;

/** @param {object} context from scripts/e2e.mjs */
export default async function guaranteesScenario(context) {
	const { n8n, emulator, check, credential } = context;
	const account = await credential();
	const client = () => n8n.client;
	const create = async (...args) => await client().createWorkflow(batch(...args), account);
	const texts = async (name) => {
		const { messages } = await emulator.control('GET', '/messages?limit=5000');
		return messages.map(({ body }) => body.message).filter((text) => text.startsWith(`${name} `));
	};
	const texted = async (name, count, timeoutMs = 30_000) => {
		for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(20)) {
			if ((await texts(name)).length >= count) return;
		}
		throw new Error(`${name} has not sent ${count} messages`);
	};
	const quiet = async (name) => {
		for (let before = -1, now = 0; before !== now; await sleep(500)) {
			before = now;
			now = (await texts(name)).length;
		}
		return await texts(name);
	};
	const begin = async (answerDelayMs = 0) => {
		await emulator.reset();
		await emulator.control('PATCH', '/settings', { deliveries: false, answerDelayMs });
		for (const from of PHONES) await emulator.control('POST', '/incoming', { from, text: 'Hi' });
	};

	await check('Retry On Fail sends only the rest', async () => {
		await begin();
		await emulator.control('POST', '/faults', {
			recipient: PHONES[20],
			attempts: [1],
			faults: [{ kind: 'status', status: 400 }],
		});
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
		const execution = await client().run(await create('Retried', 100, {}, settings));
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.equal(itemsOf(execution, 'Send updates').length, 100);
		const sent = await texts('Retried');
		assert.deepEqual([sent.length, repeated(sent)], [100, []]);
	});

	await check('Retry of a failed execution sends only the rest', async () => {
		await begin();
		await emulator.control('POST', '/faults', {
			recipient: PHONES[25],
			attempts: [1],
			faults: [{ kind: 'status', status: 400 }],
		});
		const failed = await client().run(await create('Repeated', 100));
		assert.equal(failed.status, 'error');
		assert.match(failed.error.description, /\d+ of 100 messages went out/);
		const first = await texts('Repeated');
		assert.ok(first.length > 0 && first.length < 100, `${first.length} sent at first`);
		const retry = await client().request('POST', `/executions/${failed.id}/retry`, {
			loadWorkflow: true,
		});
		assert.equal(retry.status, 'success');
		const sent = await texts('Repeated');
		assert.deepEqual([sent.length, repeated(sent)], [100, []]);
		return `${first.length}, then ${sent.length - first.length}`;
	});

	await check('a stopped execution sends nothing more, and says what went out', async () => {
		await begin(50);
		const id = await start(client(), await create('Stopped', 1000));
		await texted('Stopped', 200);
		await client().request('POST', `/executions/${id}/stop`);
		const atStop = (await texts('Stopped')).length;
		const sent = await quiet('Stopped');
		assert.ok(sent.length < 300, `${sent.length} sent`);
		assert.ok(sent.length - atStop <= 10, `${sent.length - atStop} more after the stop`);
		const { status, customData } = await client().request('GET', `/executions/${id}`);
		assert.equal(status, 'canceled');
		const [, out, underWay, not] =
			/(\d+) of 1000 messages went out, (\d+) more .*, (\d+) were not/.exec(
				customData?.Zoko_stopped,
			);
		assert.equal(Number(out) + Number(underWay), sent.length, customData.Zoko_stopped);
		assert.equal(Number(not), 1000 - sent.length);
		return customData.Zoko_stopped;
	});

	await check('two executions at the same time send each deduplication key once', async () => {
		await begin(20);
		const keyed = await create('Twins', 200, { deduplicationKey: '={{ $json.text }}' });
		const ids = await Promise.all([start(client(), keyed), start(client(), keyed)]);
		const executions = await Promise.all(ids.map((id) => client().finished(id, 60_000)));
		for (const { status, error } of executions) assert.equal(status, 'success', error?.message);
		const outputs = executions.map((execution) => itemsOf(execution, 'Send updates'));
		const skipped = outputs.flat().filter((item) => item.status === 'skipped');
		const sent = await texts('Twins');
		assert.deepEqual([sent.length, skipped.length, repeated(sent)], [200, 200, []]);
		return outputs.map((items) => items.filter(({ messageId }) => messageId).length).join(' and ');
	});

	await check('after a kill, a new run with deduplication keys repeats nothing', async () => {
		await begin(50);
		const keyed = await create('Killed', 1000, { deduplicationKey: '={{ $json.text }}' });
		const id = await start(client(), keyed);
		await texted('Killed', 300);
		process.kill(-n8n.server.process.pid, 'SIGKILL');
		const before = await quiet('Killed');
		await context.restartN8n();
		const killed = await client().request('GET', `/executions/${id}`);
		const again = await client().run(keyed, { timeoutMs: 120_000 });
		assert.equal(again.status, 'success', again.error?.message);
		const sent = await texts('Killed');
		assert.deepEqual(repeated(sent), []);
		// Keys that were taken for messages which were about to leave when the process ended.
		const lost = 1000 - sent.length;
		assert.ok(lost <= 10, `${lost} were skipped although they had not gone out`);
		return `${before.length} before the kill (${killed.status}), ${sent.length - before.length} after it, ${lost} skipped unsent`;
	});

	await check('after a kill, a new run without keys sends everything again', async () => {
		await begin(50);
		const plain = await create('Unkeyed', 400);
		await start(client(), plain);
		await texted('Unkeyed', 100);
		process.kill(-n8n.server.process.pid, 'SIGKILL');
		const before = await quiet('Unkeyed');
		await context.restartN8n();
		const again = await client().run(plain, { timeoutMs: 120_000 });
		assert.equal(again.status, 'success', again.error?.message);
		assert.equal(repeated(await texts('Unkeyed')).length, before.length);
		return `${before.length} customers got it twice`;
	});
}
