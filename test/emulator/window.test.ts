import { FILE_URL, VALID } from './bodies';
import { Bench, CLOSED, OPEN, STRANGER } from './harness';

describe('the 24-hour window', () => {
	const bench = Bench.use();

	const HOUR = 3_600_000;

	test.each([
		['a stranger', STRANGER, 'New customer - please use template message for first contact.'],
		['a silent one', CLOSED, 'The 24-hour window is closed - please use template message.'],
	])('refuses free-form messages to %s', async (_who, recipient, message) => {
		for (const type of ['text', 'location', 'contacts', 'interactive_button', 'interactive_list']) {
			expect(await bench.send({ recipient, type, ...VALID[type] })).toEqual({
				status: 409,
				body: { status: 409, type: 'client_error', message, timestamp: bench.emulator.clock.now() },
			});
		}
		expect(bench.emulator.store.book).toHaveLength(0);
	});

	test('is closed, not new, to somebody who only got templates', async () => {
		const template = { type: 'template', templateId: 'welcome_back', templateArgs: [] };
		await bench.sent({ recipient: STRANGER, ...template });
		const { body } = await bench.send({ recipient: STRANGER, type: 'text', message: 'a' });
		expect(body.message).toContain('window is closed');
	});

	test('can be found closed by WhatsApp instead, but never for a first contact', async () => {
		bench.emulator.settings.closedWindow = 'fail';
		const text = { type: 'text', message: 'a' };
		expect(await bench.fate(await bench.sent({ recipient: CLOSED, ...text }))).toEqual({
			status: 'failed',
			reason: '131047: Re-engagement message',
		});
		expect((await bench.send({ recipient: STRANGER, ...text })).status).toBe(409);
	});

	test('does not make a customer of somebody whose message was refused', async () => {
		await bench.send({ recipient: STRANGER, type: 'text', message: 'a' });
		expect(bench.emulator.store.findCustomer(STRANGER)).toBeUndefined();
		await bench.sent({
			recipient: STRANGER,
			type: 'template',
			templateId: 'welcome_back',
			templateArgs: [],
		});
		expect(bench.emulator.store.findCustomer(STRANGER)).toMatchObject({ channelId: STRANGER });
	});

	test('opens when the customer writes and closes 24 hours later', async () => {
		await bench.control('POST', '/incoming', { from: `+${STRANGER}`, text: 'Hi' });
		await bench.emulator.clock.advance(24 * HOUR - 1);
		await bench.sent({ recipient: STRANGER, type: 'text', message: 'a' });
		await bench.emulator.clock.advance(1);
		expect((await bench.send({ recipient: STRANGER, type: 'text', message: 'a' })).status).toBe(
			409,
		);
		await bench.sent({
			recipient: STRANGER,
			type: 'template',
			templateId: 'welcome_back',
			templateArgs: [],
		});
	});

	test('opens when the customer taps a button of a template', async () => {
		const body = { recipient: CLOSED, type: 'buttonTemplate', ...VALID.buttonTemplate };
		const messageId = await bench.sent(body);
		await bench.control('POST', '/tap', { messageId, index: 1 });
		await bench.sent({ recipient: CLOSED, type: 'text', message: 'a' });
	});
});

describe('messages that were sent', () => {
	const bench = Bench.use();

	test('can be read with the reference’s words', async () => {
		const id = await bench.sent({ type: 'image', message: FILE_URL, caption: 'A lamp' });
		await bench.emulator.clock.runAll();
		expect((await bench.api('GET', `/message/${id}`)).body).toEqual({
			id,
			platformSenderId: OPEN,
			platform: 'whatsapp',
			platformTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
			direction: 'FROM_STORE',
			type: 'image',
			text: FILE_URL,
			fileUrl: FILE_URL,
			fileCaption: 'A lamp',
			deliveryStatus: 'read',
			customer: { id: bench.emulator.store.customerFor(OPEN).id },
		});
	});

	test('report the three template types as one, with the filled text', async () => {
		const id = await bench.sent({ type: 'richTemplate', ...VALID.richTemplate });
		expect((await bench.api('GET', `/message/${id}`)).body).toMatchObject({
			type: 'template',
			deliveryStatus: 'accepted',
			text: 'Hello Asha,\nthe autumn collection is here. Members get 10% off until Sunday.',
			fileUrl: FILE_URL,
		});
	});

	test('have a history with Zoko’s misspelling, and the reason of a failure', async () => {
		const id = await bench.sent({ recipient: '919876543226', type: 'text', message: 'a' });
		await bench.emulator.clock.runAll();
		const { body } = await bench.api<{ history: object[] }>('GET', `/message/${id}/history`);
		expect(body).toEqual({
			messageId: id,
			history: [
				expect.objectContaining({ state: 'accepted', deliveryChannel: 'whatsapp' }),
				{
					deliveryChannel: 'whatsapp',
					happendAt: expect.stringMatching(/\.\d{6}Z$/),
					state: 'failed',
					details: { message: '131026: Message undeliverable' },
				},
			],
		});
	});

	test('are gone from Zoko when deleted, once', async () => {
		const id = await bench.sent();
		const gone = { id, status: 'message deleted', description: `message ${id} deleted` };
		expect(await bench.api('DELETE', `/message/${id}`)).toEqual({ status: 200, body: gone });
		for (const path of [`/message/${id}`, `/message/${id}/history`]) {
			expect(await bench.api('GET', path)).toMatchObject({
				status: 404,
				body: { status: 404, message: 'Message not found' },
			});
		}
		expect((await bench.api('DELETE', `/message/${id}`)).status).toBe(404);
		expect(bench.emulator.store.book).toHaveLength(1);
	});

	test('can be deleted in bulk, 1 to 50 at once', async () => {
		const ids = [await bench.sent(), await bench.sent()];
		const bulk = (messages: string[]) => bench.api('DELETE', '/message/batch', { messages });
		expect((await bulk([...ids, 'unknown'])).body).toMatchObject({
			deleted: 2,
			failed: 1,
			messages: [{ id: ids[0], status: 'message deleted' }, {}, { id: 'unknown' }],
		});
		expect((await bulk([])).status).toBe(400);
		expect((await bulk(Array<string>(51).fill('x'))).status).toBe(400);
	});
});
