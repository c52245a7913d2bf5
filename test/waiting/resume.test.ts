import { sleep } from 'n8n-workflow';
import nock from 'nock';
import { signed } from '../../nodes/Zoko/waiting/webhook';
import { INSTANCE, useNock, zokoPack } from '../harness';
import { answerTo, finished, listening, running, until } from './taps';
import { call, connection, given, stored } from './waiting-run';

useNock();

it('an answer goes to its run, signed, and starts none', async () => {
	const { installed, secret, instance } = await listening();
	const { body, path } = answerTo(instance);
	let sent: unknown;
	nock(INSTANCE)
		.post(path, (given) => Boolean((sent = given)))
		.reply(200, { resumed: true });
	const { json, answer } = await installed.deliver(body, secret);
	expect(json).toBeUndefined();
	expect(answer.statusCode).toBe(200);
	const { answer: text } = sent as { answer: string };
	expect(JSON.parse(text)).toMatchObject({
		reply: { payload: 'confirm', title: 'Confirm', messageId: body.id },
		customerName: 'Asha Rao',
	});
});

it('a repeat of the tap changes nothing, and another tap is late', async () => {
	const { installed, secret, instance } = await listening({ lateAnswers: 'startWorkflow' });
	const first = answerTo(instance);
	nock(INSTANCE).post(first.path).reply(200, { resumed: true });
	const [one, two] = await Promise.all([
		installed.deliver(first.body, secret),
		installed.deliver(first.body, secret),
	]);
	expect([one.json, two.json]).toEqual([undefined, undefined]);
	const again = await installed.deliver({ ...first.body, id: 'second' }, secret);
	expect(again.json).toMatchObject({ late: true, reply: { payload: 'confirm' } });
	expect(JSON.stringify(again.json)).not.toContain('~zk1');
});

it.each([
	[409, finished],
	[404, { code: 404, message: 'The execution "1" does not exist.' }],
	[410, { resumed: false, message: 'This run waits for the answer to another message' }],
	[403, { resumed: false, message: 'Not signed by the account of this node' }],
])('%d: the answer is late, and ignored unless somebody wants it', async (status, said) => {
	const { installed, secret, instance } = await listening();
	const { body, path } = answerTo(instance);
	nock(INSTANCE).persist().post(path).reply(status, said);
	const { json, answer } = await installed.deliver(body, secret);
	expect([json, answer.statusCode]).toEqual([undefined, 200]);
	installed.node.parameters.options = { lateAnswers: 'startWorkflow' };
	expect((await installed.deliver({ ...body, id: 'next' }, secret)).json?.late).toBe(true);
});

it('a tap that comes before the run waits is tried again', async () => {
	const { installed, secret, instance } = await listening();
	const { body, path } = answerTo(instance);
	nock(INSTANCE).post(path).twice().reply(409, running);
	const last = nock(INSTANCE).post(path).reply(200, { resumed: true });
	expect((await installed.deliver(body, secret)).json).toBeUndefined();
	expect(last.isDone()).toBe(true);
});

it('a tap that comes before n8n has saved the key of the run is tried again', async () => {
	const { installed, secret, instance } = await listening();
	const { body, path } = answerTo(instance);
	nock(INSTANCE).post(path).twice().reply(401, { error: 'Invalid token' });
	const last = nock(INSTANCE).post(path).reply(200, { resumed: true });
	expect((await installed.deliver(body, secret)).answer.statusCode).toBe(200);
	expect(last.isDone()).toBe(true);
});

it('a tap is late when n8n has another key for good', async () => {
	const { installed, secret, instance } = await listening({ lateAnswers: 'startWorkflow' });
	const { body, path } = answerTo(instance);
	nock(INSTANCE).persist().post(path).reply(401, { error: 'Invalid token' });
	for (const status of [503, 503]) {
		expect((await installed.deliver(body, secret)).answer.statusCode).toBe(status);
	}
	expect((await installed.deliver(body, secret)).json?.late).toBe(true);
}, 20_000);

describe('while n8n is busy', () => {
	it('Zoko is answered in time, and the run is resumed once', async () => {
		const { installed, secret, instance } = await listening();
		const { body, path } = answerTo(instance);
		let requests = 0;
		let resumed = false;
		nock(INSTANCE)
			.persist()
			.post(path)
			.reply(200, async () => {
				requests++;
				await sleep(4000);
				resumed = true;
				return { resumed };
			});
		const { json, answer } = await installed.deliver(body, secret);
		expect([json, answer.statusCode, resumed]).toEqual([undefined, 200, false]);
		await until(() => resumed);
		await installed.deliver(body, secret);
		expect(requests).toBe(1);
	});

	it('Zoko sends a tap again that would start a run when it is late', async () => {
		const { installed, secret, instance } = await listening({ lateAnswers: 'startWorkflow' });
		const { body, path } = answerTo(instance);
		nock(INSTANCE).post(path).delay(3000).reply(409, finished);
		expect((await installed.deliver(body, secret)).answer.statusCode).toBe(503);
		expect((await installed.deliver(body, secret)).json?.late).toBe(true);
	});

	it('a run that does not sleep yet gets its answer later, and nothing calls that late', async () => {
		const { installed, secret, instance } = await listening({ lateAnswers: 'startWorkflow' });
		// Zoko has been asked to repeat two others already.
		for (const { body, path } of [answerTo(instance), answerTo(instance)]) {
			nock(INSTANCE).post(path).reply(502, '<html>');
			expect((await installed.deliver(body, secret)).answer.statusCode).toBe(503);
		}
		const { body, path } = answerTo(instance);
		let resumed = false;
		let sleeps = false;
		nock(INSTANCE)
			.persist()
			.post(path)
			.reply(() => {
				resumed ||= sleeps;
				return sleeps ? [200, { resumed }] : [409, running];
			});
		const { json, answer } = await installed.deliver(body, secret);
		expect([json, answer.statusCode]).toEqual([undefined, 200]);
		sleeps = true;
		await until(() => resumed);
	}, 30_000);

	it('an answer is brought later when Zoko has been answered', async () => {
		const { installed, secret, instance } = await listening();
		const { body, path } = answerTo(instance);
		const failed = nock(INSTANCE).post(path).delay(2500).reply(502, '<html>');
		expect((await installed.deliver(body, secret)).answer.statusCode).toBe(200);
		const second = nock(INSTANCE).post(path).reply(200, { resumed: true });
		await until(() => failed.isDone() && second.isDone());
		expect((await installed.deliver(body, secret)).answer.statusCode).toBe(200);
	}, 30_000);

	it('no more than two runs are resumed at the same time', async () => {
		const { installed, secret, instance } = await listening();
		let now = 0;
		let most = 0;
		const answers = Array.from({ length: 6 }, () => answerTo(instance));
		for (const { path } of answers) {
			nock(INSTANCE)
				.post(path)
				.reply(200, async () => {
					most = Math.max(most, ++now);
					await sleep(300);
					now--;
					return { resumed: true };
				});
		}
		await Promise.all(answers.map(({ body }) => installed.deliver(body, secret)));
		expect(most).toBe(2);
	});
});

it('Zoko sends a tap again when the waiting node has no credential', async () => {
	const { installed, secret, instance } = await listening();
	const { body, path } = answerTo(instance);
	nock(INSTANCE).post(path).reply(503, { resumed: false, message: 'This node has no credential' });
	expect((await installed.deliver(body, secret)).answer.statusCode).toBe(503);
});

it('the answer to a question of another n8n is left alone', async () => {
	const { installed, secret } = await listening({ lateAnswers: 'startWorkflow' });
	const { json } = await installed.deliver(answerTo('nope').body, secret);
	expect(json).toBeUndefined();
});

it('without Simplify the item has no token either', async () => {
	const { installed, secret, instance } = await listening(
		{ lateAnswers: 'startWorkflow' },
		{ simplify: false },
	);
	const { body, path } = answerTo(instance);
	nock(INSTANCE).post(path).reply(409, finished);
	const { json } = await installed.deliver(body, secret);
	expect(json).toMatchObject({ context: { postback: 'confirm' } });
	expect(JSON.stringify(json)).not.toContain('~zk1');
});

describe('the webhook of a run that waits', () => {
	it('takes an answer that the account has signed', async () => {
		const { json } = await call(signed(connection('the-key'), given), stored);
		expect(json).toMatchObject({
			replied: true,
			timedOut: false,
			messageId: 'm1',
			phone: '+919876543210',
			customerName: 'Asha Rao',
			reply: given.reply,
		});
		expect(json).not.toHaveProperty('approved');
		expect(Number(json?.waitedMs)).toBeGreaterThanOrEqual(5000);
	});

	it.each([
		['confirm', true],
		['cancel', false],
	])(
		'says whether the first choice was tapped where n8n asks for that: %s',
		async (payload, is) => {
			const tap = { ...given, reply: { payload } };
			const body = signed(connection('the-key'), tap);
			const { json } = await call(body, { ...stored, approval: 'confirm' });
			expect(json?.approved).toBe(is);
		},
	);

	it('refuses what is not signed, or signed with another key, or changed', async () => {
		const real = signed(connection('the-key'), given);
		for (const body of [
			{},
			given,
			signed(connection('another'), given),
			{ ...real, answer: real.answer.replace('confirm', 'cancel') },
			{ ...real, signature: [real.signature] },
		]) {
			expect(await call(body, stored)).toEqual({ status: 403, json: undefined });
		}
	});

	it('waits on while n8n does not give the credential', async () => {
		const body = signed(connection('the-key'), given);
		const pack = zokoPack();
		delete pack.credentials.zokoApi;
		expect(await call(body, stored, pack)).toEqual({ status: 503, json: undefined });
	});

	it('refuses the answer to another wait', async () => {
		const other = signed(connection('the-key'), { ...given, wait: 'other_' });
		expect(await call(other, stored)).toEqual({ status: 410, json: undefined });
		const real = signed(connection('the-key'), given);
		expect(await call(real, undefined)).toEqual({ status: 410, json: undefined });
	});
});
