import nock from 'nock';
import { digestOfToken, type RunToken, takeToken } from '../../nodes/Zoko/waiting/token';
import { INSTANCE, useNock } from '../harness';
import { ADDRESS } from '../trigger/surroundings';
import { answerTo, finished, listening } from './taps';

useNock();

/** The other process, which gets every request to the trigger's address. */
function other(secret: unknown) {
	const { origin, pathname } = new URL(ADDRESS + String(secret));
	return nock(origin).post(pathname);
}

it('a tap that the other one has brought to its run is not late', async () => {
	const { installed, secret, instance } = await listening({ lateAnswers: 'startWorkflow' });
	const { body, path } = answerTo(instance);
	nock(INSTANCE).post(path).reply(409, finished);
	other(secret).reply(200, { tap: body.id });
	expect((await installed.deliver(body, secret)).json).toBeUndefined();
	// Nobody is asked again.
	expect((await installed.deliver(body, secret)).json).toBeUndefined();
	const again = await installed.deliver({ ...body, id: 'another-tap' }, secret);
	expect(again.json?.late).toBe(true);
});

it('a tap is late when the other one has brought another to its run', async () => {
	const { installed, secret, instance } = await listening({ lateAnswers: 'startWorkflow' });
	const { body, path } = answerTo(instance);
	nock(INSTANCE).post(path).reply(409, finished);
	other(secret).reply(502, '<html>');
	other(secret).reply(200, {});
	const last = other(secret).reply(200, { tap: 'another-tap' });
	expect((await installed.deliver(body, secret)).json?.late).toBe(true);
	expect(last.isDone()).toBe(true);
});

it('the other one is told which tap has ended a wait, and nothing about others', async () => {
	const { installed, secret, instance } = await listening();
	const { body, path } = answerTo(instance);
	nock(INSTANCE).post(path).reply(200, { resumed: true });
	await installed.deliver(body, secret);
	const { token } = takeToken(body) as { token: RunToken };
	const ask = async (wait: string) =>
		(await installed.post({ event: 'n8n:answered', wait }, secret)).result;
	expect(await ask(digestOfToken(token))).toEqual({
		webhookResponse: JSON.stringify({ tap: body.id }),
	});
	expect(await ask('unknown')).toEqual({ webhookResponse: '{}' });
});

it('the main process asks nobody', async () => {
	const { installed, secret, instance } = await listening({ lateAnswers: 'startWorkflow' });
	await installed.watch();
	const { body, path } = answerTo(instance);
	nock(INSTANCE).post(path).reply(409, finished);
	const asked = other(secret).reply(200, { tap: body.id });
	expect((await installed.deliver(body, secret)).json?.late).toBe(true);
	expect(asked.isDone()).toBe(false);
});
