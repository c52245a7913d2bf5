import { BUTTONS, FILE_URL, LIST, VALID } from './bodies';
import { Bench, OPEN } from './harness';

describe('POST /message', () => {
	const bench = Bench.use();

	test.each(Object.keys(VALID))('takes a valid %s and delivers it', async (type) => {
		const { status, body } = await bench.send({ type, ...VALID[type] });
		expect(status).toBe(200);
		expect(body).toEqual({
			status: '202',
			statusText: 'Accepted',
			messageId: expect.any(String),
			customerId: bench.emulator.store.customerFor(OPEN).id,
		});
		expect(await bench.fate(body.messageId)).toEqual({ status: 'seen', reason: undefined });
		expect(bench.emulator.store.book).toMatchObject([
			{ id: body.messageId, body: { channel: 'whatsapp', recipient: OPEN, type, ...VALID[type] } },
		]);
	});

	test.each([
		['no channel', { channel: undefined, type: 'text', message: 'a' }, 'channel is required'],
		[
			'another channel',
			{ channel: 'sms', type: 'text', message: 'a' },
			'channel must be one of whatsapp',
		],
		['no type', { message: 'a' }, 'type is required'],
		['an unknown type', { type: 'reaction', message: 'a' }, 'type must be one of'],
		[
			'an empty recipient',
			{ recipient: '', type: 'text', message: 'a' },
			'recipient cannot be empty',
		],
		['a plus sign', { recipient: `+${OPEN}`, type: 'text', message: 'a' }, 'recipient'],
		['blanks', { recipient: '91 98765', type: 'text', message: 'a' }, 'recipient'],
		[
			'a numeric recipient',
			{ recipient: 919876543201, type: 'text', message: 'a' },
			'recipient must be string',
		],
		['an unlisted property', { type: 'text', message: 'a', text: 'b' }, 'text is not allowed'],
		[
			'an unlisted nested property',
			{ type: 'interactive_list', interactiveList: { ...LIST, action: {} } },
			'interactiveList.action is not allowed',
		],
		['no message', { type: 'text' }, 'message is required'],
		['an empty message', { type: 'text', message: '' }, 'message cannot be empty'],
		[
			'a message of 4097',
			{ type: 'text', message: 'x'.repeat(4097) },
			'message must NOT have more than 4096',
		],
		['an image without URL', { type: 'image', caption: 'a' }, 'message is required'],
		[
			'an empty caption',
			{ type: 'image', message: FILE_URL, caption: '' },
			'caption cannot be empty',
		],
		[
			'a caption of 1025',
			{ type: 'image', message: FILE_URL, caption: 'x'.repeat(1025) },
			'caption must NOT have more than 1024',
		],
		[
			'a caption on audio',
			{ type: 'audio', message: FILE_URL, caption: 'a' },
			'caption is not allowed with this type',
		],
		[
			'a location with a comma',
			{ type: 'location', message: '12.9,77.5' },
			'message must match pattern',
		],
		['contacts without contacts', { type: 'contacts' }, 'contacts is required'],
		[
			'no contact',
			{ type: 'contacts', contacts: { whatsappContacts: [] } },
			'contacts.whatsappContacts cannot be empty',
		],
		['a template without id', { type: 'template', templateArgs: [] }, 'templateId is required'],
		[
			'a template without arguments',
			{ type: 'template', templateId: 'welcome_back' },
			'templateArgs is required',
		],
		[
			'a numeric argument',
			{ type: 'template', templateId: 'x', templateArgs: [1] },
			'templateArgs.0 must be string',
		],
		['buttons without content', { type: 'interactive_button' }, 'interactiveButton is required'],
		[
			'no button',
			{ type: 'interactive_button', interactiveButton: { ...BUTTONS, buttons: [] } },
			'interactiveButton.buttons cannot be empty',
		],
		[
			'a button without payload',
			{
				type: 'interactive_button',
				interactiveButton: { ...BUTTONS, buttons: [{ reply: { title: 'A' } }] },
			},
			'interactiveButton.buttons.0.reply.payload is required',
		],
		[
			'a list without rows',
			{
				type: 'interactive_list',
				interactiveList: { body: { text: 'a' }, list: { title: 'b', sections: [] } },
			},
			'interactiveList.list.sections cannot be empty',
		],
	])('refuses %s', async (_what, body, message) => {
		const answer = await bench.send(body);
		expect(answer.status).toBe(400);
		expect(answer.body).toEqual({
			status: 400,
			type: 'validation_error',
			message: expect.stringContaining(message),
			timestamp: bench.emulator.clock.now(),
		});
		expect(bench.emulator.store.book).toHaveLength(0);
	});

	test('leaves listed properties of other types alone', async () => {
		const body = { type: 'template', message: ' ', templateId: 'welcome_back', templateArgs: [] };
		expect(await bench.fate(await bench.sent(body))).toEqual({ status: 'seen' });
	});

	const longText = (length: number) => ({ text: 'x'.repeat(length) });
	const buttons = (change: object) => ({
		type: 'interactive_button',
		interactiveButton: { ...BUTTONS, ...change },
	});
	const titled = (...titles: string[]) =>
		titles.map((title) => ({ reply: { payload: title, title } }));
	const list = (change: object) => ({
		type: 'interactive_list',
		interactiveList: { ...LIST, list: { ...LIST.list, ...change } },
	});
	const rows = (count: number) =>
		Array.from({ length: count }, (_, at) => ({ title: `Row ${at}`, payload: `${at}` }));

	test.each([
		['an unknown template', { type: 'template', templateId: 'nope', templateArgs: [] }, '132001'],
		[
			'another language',
			{ type: 'template', templateId: 'welcome_back', templateLanguage: 'fr', templateArgs: [] },
			'132001',
		],
		[
			'the default language of a template that is not en',
			{ type: 'buttonTemplate', templateId: 'login_code', templateArgs: ['1', '1'] },
			'132001',
		],
		[
			'an inactive template',
			{ type: 'template', templateId: 'summer_sale_2023', templateArgs: ['a'] },
			'132015',
		],
		[
			'the wrong template type',
			{ type: 'template', templateId: 'review_request', templateArgs: ['a', 'b', 'c'] },
			'132012',
		],
		[
			'the listed type of a rich template listed as plain',
			{ type: 'template', templateId: 'store_opening', templateArgs: [FILE_URL, 'a', 'b'] },
			'132012',
		],
		[
			'too few arguments',
			{ type: 'template', templateId: 'pickup_code', templateArgs: ['a'] },
			'132000: Number of parameters (1)',
		],
		[
			'an empty argument',
			{ type: 'template', templateId: 'pickup_code', templateArgs: ['a', ''] },
			'131008',
		],
		[
			'a line break in an argument',
			{ type: 'template', templateId: 'pickup_code', templateArgs: ['a', 'b\nc'] },
			'132018',
		],
		[
			'a tab in an argument',
			{ type: 'template', templateId: 'pickup_code', templateArgs: ['a', 'b\tc'] },
			'132018',
		],
		[
			'five blanks in an argument',
			{ type: 'template', templateId: 'pickup_code', templateArgs: ['a', 'b     c'] },
			'132018',
		],
		[
			'a body that grows too long',
			{ type: 'template', templateId: 'pickup_code', templateArgs: ['a', 'b'.repeat(1024)] },
			'132005',
		],
		[
			'a header that is no URL',
			{ type: 'richTemplate', templateId: 'new_collection', templateArgs: ['x', 'a', 'b', 'c'] },
			'131053',
		],
		[
			'a payload of 257',
			{
				type: 'buttonTemplate',
				templateId: 'review_request',
				templateArgs: ['x'.repeat(257), 'b', 'c'],
			},
			'131009',
		],
		['media that is no URL', { type: 'image', message: 'a.jpg' }, '131053'],
		['a latitude of 91', { type: 'location', message: '91:0' }, '131009'],
		[
			'a contact without name',
			{ type: 'contacts', contacts: { whatsappContacts: [{ phones: [] }] } },
			'131008',
		],
		['four buttons', buttons({ buttons: titled('a', 'b', 'c', 'd') }), '131009'],
		['equal button titles', buttons({ buttons: titled('a', 'a') }), '131009'],
		['a button title of 21', buttons({ buttons: titled('x'.repeat(21)) }), '131009'],
		['a button body of 1025', buttons({ body: longText(1025) }), '131009'],
		['a footer of 61', buttons({ footer: longText(61) }), '131009'],
		['a header of 61', buttons({ header: longText(61) }), '131009'],
		['a media header that is no URL', buttons({ header: { type: 'image', text: 'x' } }), '131053'],
		[
			'eleven rows',
			list({
				sections: [
					{ title: 'A', items: rows(6) },
					{ title: 'B', items: rows(5) },
				],
			}),
			'131009',
		],
		['a section without title', list({ sections: [{ items: rows(1) }] }), '131008'],
		['a list label of 21', list({ title: 'x'.repeat(21) }), '131009'],
		[
			'a row title of 25',
			list({ sections: [{ title: 'A', items: [{ title: 'x'.repeat(25), payload: 'p' }] }] }),
			'131009',
		],
		[
			'a description of 73',
			list({
				sections: [
					{ title: 'A', items: [{ title: 'a', payload: 'p', description: 'x'.repeat(73) }] },
				],
			}),
			'131009',
		],
	])('takes %s and lets it fail later', async (_what, body, reason) => {
		const id = await bench.sent(body);
		expect(await bench.fate(id)).toEqual({
			status: 'failed',
			reason: expect.stringContaining(reason),
		});
	});

	test('passes values at the limits, counted in characters', async () => {
		const emoji = '😀'.repeat(20);
		const id = await bench.sent(buttons({ body: longText(1024), buttons: titled(emoji) }));
		expect(await bench.fate(id)).toEqual({ status: 'seen' });
	});

	test('answers as the settings say', async () => {
		bench.emulator.settings.sendHttpStatus = 202;
		bench.emulator.settings.sendBodyStatus = '200';
		const answer = await bench.send({ type: 'text', message: 'a' });
		expect(answer).toMatchObject({ status: 202, body: { status: '200', statusText: 'Accepted' } });
	});

	test('assigns the customer, but not over an assignment unless told to', async () => {
		const [first, second] = bench.emulator.store.teams;
		const customer = bench.emulator.store.customerFor(OPEN);
		const assign = (assigneeId: string, override: boolean) =>
			bench.sent({ type: 'text', message: 'a', assign: { assigneeId, override } });
		await assign(first!.id, false);
		await assign(second!.id, false);
		expect(customer.assigneeId).toBe(first!.id);
		await assign(second!.id, true);
		expect(customer.assigneeId).toBe(second!.id);
	});
});
