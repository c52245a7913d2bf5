import nock from 'nock';
import { signed } from '../../nodes/Zoko/waiting/webhook';
import { HOST, useNock } from '../harness';
import { call, connection, given, stored } from './waiting-run';

useNock();

describe('a run that waits for a delivery', () => {
	const MESSAGE = '/v2/message/m1';
	const delivery = { digest: stored.digest, messageId: 'm1', goal: 'delivered', startedAt: 0 };
	const { executionId, wait, key } = given;
	const report = (status?: string) =>
		signed(connection('the-key'), {
			executionId,
			wait,
			key,
			delivery: { ...(status && { status }) },
		});

	function zoko(status: string, history: object[] = [{ state: status }]) {
		nock(HOST).get(MESSAGE).reply(200, { deliveryStatus: status });
		nock(HOST).get(`${MESSAGE}/history`).reply(200, { history });
	}

	it('passes on what Zoko says now', async () => {
		zoko('seen', [{ state: 'delivered' }, { state: 'seen' }]);
		const { json } = await call(report('delivered'), delivery);
		expect(json).toMatchObject({
			messageId: 'm1',
			status: 'read',
			delivered: true,
			read: true,
			timedOut: false,
			history: [{ status: 'delivered' }, { status: 'read' }],
		});
		expect(json).not.toHaveProperty('notices');
		expect(json).not.toHaveProperty('replied');
	});

	it('takes the status of the event when Zoko is behind it, or away', async () => {
		zoko('sent');
		expect((await call(report('delivered'), delivery)).json).toMatchObject({
			status: 'delivered',
			delivered: true,
			timedOut: false,
			history: [{ status: 'sent' }],
		});
		nock(HOST)
			.persist()
			.get(/message/)
			.reply(500);
		expect((await call(report('failed'), delivery)).json).toMatchObject({
			status: 'failed',
			delivered: false,
			timedOut: false,
			history: [],
		});
	});

	it('says why a message failed', async () => {
		zoko('failed', [{ state: 'failed', details: { message: 'Not on WhatsApp' } }]);
		const { json } = await call(report('failed'), delivery);
		expect(json).toMatchObject({ delivered: false, failureReason: 'Not on WhatsApp' });
	});

	it.each([
		['sent', true, false],
		['delivered', false, true],
	])('when the time is up, what Zoko says counts: %s', async (status, timedOut, delivered) => {
		zoko(status);
		const { json } = await call(report(), delivery);
		expect(json).toMatchObject({ status, timedOut, delivered });
	});

	it('waits on when the time is up and Zoko does not answer', async () => {
		nock(HOST)
			.persist()
			.get(/message/)
			.reply(500);
		expect(await call(report(), delivery)).toEqual({ status: 503, json: undefined });
	});

	it('is not ended by the tap on a question, nor a question by a delivery', async () => {
		const tap = signed(connection('the-key'), given);
		expect(await call(tap, delivery)).toEqual({ status: 410, json: undefined });
		expect(await call(report('delivered'), stored)).toEqual({ status: 410, json: undefined });
	});
});
