import { loadOptionsContext, HOST, useNock, zokoNode, zokoPack } from '../harness';
import nock from 'nock';
import { readDetails, wantedDetails, type Wanted } from '../../nodes/Zoko/trigger/details';
import { readEvent, type ZokoEvent } from '../../nodes/Zoko/trigger/read-event';
import { MESSAGE, received, update } from './payloads';

useNock();

const PATH = `/v2/message/${MESSAGE}`;
const RECORD = { id: MESSAGE, type: 'text', text: 'Hello', platformSenderId: '919876543201' };

const event = (body: object) => readEvent(body) as ZokoEvent;
const failed = event(update('failed'));

async function read(wanted: Partial<Wanted>, time?: number, about = failed) {
	const context = loadOptionsContext(zokoPack(), zokoNode());
	const all = { message: false, failureReason: false, verification: false, ...wanted };
	return await readDetails(context, about, all, time);
}

const history = (...entries: object[]) =>
	nock(HOST).get(`${PATH}/history`).reply(200, { messageId: MESSAGE, history: entries });

describe('what is read', () => {
	const options = { includeMessage: true, includeFailureReason: true, verifyWithZoko: true };

	it('depends on the options and on the event', () => {
		expect(wantedDetails({}, failed)).toEqual({
			message: false,
			failureReason: false,
			verification: false,
		});
		expect(wantedDetails(options, failed)).toEqual({
			message: true,
			failureReason: true,
			verification: true,
		});
		expect(wantedDetails(options, event(update('read'))).failureReason).toBe(false);
		expect(wantedDetails(options, event(received)).message).toBe(false);
	});

	it('takes one request for message and verification together', async () => {
		const zoko = nock(HOST).get(PATH).reply(200, RECORD);
		expect(await read({ message: true, verification: true })).toEqual({
			message: RECORD,
			origin: 'genuine',
		});
		expect(zoko.isDone()).toBe(true);
	});

	it.each(['..', '../webhook', 'batch', '1\ud800'])('asks nothing about the id %j', async (id) => {
		const asked = jest.fn();
		nock(HOST).get(/./).reply(200, asked).persist();
		const all = { message: true, failureReason: true, verification: true };
		const details = await read(all, undefined, event(update('failed', id)));
		expect(details.missing?.message).toMatch(/ is not an ID$/);
		expect(details.missing?.failureReason).toMatch(/ is not an ID$/);
		// It will never be one, so it is told as a failed run.
		expect(details).toMatchObject({ origin: 'unclear', fault: { name: 'InvalidInput' } });
		expect(asked).not.toHaveBeenCalled();
	});
});

describe('the reason of a failure', () => {
	it.each([
		[[{ state: 'failed', details: { message: 'Blocked' } }], 'Blocked'],
		[
			[
				{ state: 'failed', details: { message: 'Number not on WhatsApp' } },
				{ state: 'sent', details: { message: 'Sent' } },
			],
			'Number not on WhatsApp',
		],
		[[{ state: 'unheard of', details: { message: 'Odd' } }, null, { state: 'failed' }], 'Odd'],
	])('is what the history says: %j', async (entries, failureReason) => {
		nock(HOST).get(`${PATH}/history`).reply(200, { messageId: MESSAGE, history: entries });
		expect(await read({ failureReason: true })).toEqual({ failureReason });
	});

	it('is missing when the history says nothing', async () => {
		history({ state: 'failed', details: { message: ' ' } }, { state: 'failed', details: null });
		expect(await read({ failureReason: true })).toEqual({
			missing: { failureReason: 'Zoko gives no reason' },
		});
		nock(HOST).get(`${PATH}/history`).reply(200, { history: 'none' });
		expect((await read({ failureReason: true })).missing).toHaveProperty('failureReason');
	});
});

describe('when Zoko does not answer', () => {
	it.each([
		[503, { message: 'Busy' }, /unavailable \(503\): Busy/],
		[401, {}, /refused the API key/],
		[404, { message: 'Message not found' }, /did not find it/],
		[200, '"text"', /without a message/],
	])('%i: the event goes on, and says what is missing', async (status, body, problem) => {
		nock(HOST).get(PATH).reply(status, body);
		const { missing, ...rest } = await read({ message: true });
		expect(missing?.message).toMatch(problem);
		expect(rest).toEqual({});
	});

	it('in time: likewise, and the time is kept', async () => {
		nock(HOST).get(PATH).delay(2000).reply(200, RECORD);
		nock(HOST).get(`${PATH}/history`).delay({ head: 0, body: 2000 }).reply(200, { history: [] });
		const before = performance.now();
		const details = await read({ message: true, failureReason: true, verification: true }, 100);
		expect(performance.now() - before).toBeLessThan(500);
		expect(details.missing).toEqual({
			message: expect.stringMatching(/Zoko did not answer in time/),
			failureReason: expect.stringMatching(/Zoko did not answer in time/),
		});
		expect(details.origin).toBe('unclear');
	});

	it('at all', async () => {
		const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
		nock(HOST).get(PATH).replyWithError(refused);
		expect((await read({ message: true })).missing?.message).toMatch(/could not be reached/);
	});
});
