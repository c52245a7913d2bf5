import fc from 'fast-check';
import { InvalidInput } from '../../../nodes/Zoko/errors/invalid-input';
import { sendInteractiveButtons } from '../../../nodes/Zoko/operations/message/sendInteractiveButtons';
import { formOf, refusalOf } from '../../harness/form';

const content = (values: Record<string, unknown>) =>
	sendInteractiveButtons.toMessage(formOf({ body: 'Deliver tomorrow?', ...values })).content
		.interactiveButton;
const form = (...button: unknown[]) => ({ buttons: { button } });
const json = (buttonsJson: unknown) => ({ buttonsSource: 'json', buttonsJson });
const YES = { title: 'Yes', payload: 'confirm' };
const ONE = [{ reply: { title: 'Yes', payload: 'confirm' } }];

it('needs no more than a body and a button', () => {
	expect(content(form(YES))).toEqual({ body: { text: 'Deliver tomorrow?' }, buttons: ONE });
});

describe('header', () => {
	const header = (values: Record<string, unknown>) => content({ ...form(YES), ...values })?.header;

	it.each<[string, Record<string, unknown>, unknown]>([
		['none', { headerType: 'none', headerText: 'left over' }, undefined],
		['text', { headerType: 'text', headerText: 'A1001' }, { type: 'text', text: 'A1001' }],
		[
			'image',
			{ headerType: 'image', headerMediaUrl: 'https://example.com/a.jpg', headerFilename: 'x' },
			{ type: 'image', text: 'https://example.com/a.jpg' },
		],
		[
			'video',
			{ headerType: 'video', headerMediaUrl: 'https://example.com/a.mp4' },
			{ type: 'video', text: 'https://example.com/a.mp4' },
		],
		[
			'document without a name',
			{ headerType: 'document', headerMediaUrl: 'https://example.com/a.pdf', headerFilename: ' ' },
			{ type: 'document', text: 'https://example.com/a.pdf' },
		],
		[
			'document with a name',
			{
				headerType: 'document',
				headerMediaUrl: 'https://example.com/a.pdf',
				headerFilename: 'invoice.pdf',
			},
			{ type: 'document', filename: 'invoice.pdf', text: 'https://example.com/a.pdf' },
		],
	])('%s', (_name, values, expected) => expect(header(values)).toEqual(expected));

	it.each([
		[{ headerType: 'text', headerText: '' }, "'Header Text' is empty"],
		[{ headerType: 'image', headerMediaUrl: '' }, "'Header Media URL' is empty"],
		[{ headerType: 'video', headerMediaUrl: 'a.mp4' }, "'Header Media URL' is not a web address"],
		[{ headerType: 'text', headerText: 'é'.repeat(61) }, "'Header Text' is 61 characters"],
	])('%j is refused', (values, message) => {
		expect(refusalOf(() => header(values)).message).toContain(message);
	});
});

describe('limits', () => {
	const at = (size: number) => '😀'.repeat(size);

	it('takes every text at its limit', () => {
		const full = content({
			body: at(1024),
			footer: at(60),
			headerType: 'text',
			headerText: at(60),
			...form({ title: at(20), payload: at(256) }),
		});
		expect(full).toEqual({
			header: { type: 'text', text: at(60) },
			body: { text: at(1024) },
			footer: { text: at(60) },
			buttons: [{ reply: { title: at(20), payload: at(256) } }],
		});
	});

	it.each([
		[{ body: at(1025) }, "'Body' is 1,025 characters"],
		[{ footer: at(61) }, "'Footer' is 61 characters"],
		[form({ title: at(21) }), "'Buttons, button 1: Title' is 21 characters"],
		[form(YES, { title: 'No', payload: at(257) }), "'Buttons, button 2: Payload' is 257"],
		[form(YES, { title: ' ' }), "'Buttons, button 2: Title' is empty"],
		[{ body: ' ' }, "'Body' is empty"],
	])('case %#', (values, message) => {
		expect(refusalOf(() => content({ ...form(YES), ...values })).message).toContain(message);
	});
});

describe('buttons', () => {
	it.each<[string, Record<string, unknown>]>([
		['from the form', form(YES)],
		['from a JSON list', json([YES])],
		['from JSON text', json(JSON.stringify([YES]))],
		["in the wording of Zoko's API", json([{ reply: YES }])],
		['wrapped', json({ buttons: [YES] })],
		["in Meta's wording", json([{ type: 'reply', reply: { id: 'confirm', title: 'Yes' } }])],
		['with an id', json([{ id: 'confirm', title: 'Yes' }])],
	])('%s', (_name, values) => expect(content(values)?.buttons).toEqual(ONE));

	it('an empty payload means the title', () => {
		expect(content(form({ title: 'Yes', payload: '' }))?.buttons).toEqual([
			{ reply: { title: 'Yes', payload: 'Yes' } },
		]);
		expect(content(json(['Yes', 2]))?.buttons).toEqual([
			{ reply: { title: 'Yes', payload: 'Yes' } },
			{ reply: { title: '2', payload: '2' } },
		]);
	});

	it.each<[string, Record<string, unknown>, string]>([
		['none', form(), "'Buttons' has no button"],
		['none at all', {}, "'Buttons' has no button"],
		['four', json(['a', 'b', 'c', 'd']), "'Buttons (JSON)' has 4 buttons"],
		[
			'equal titles',
			json(['a', 'b', 'a']),
			"has the title 'a' more than once: in button 1 and button 3",
		],
		[
			'equal payloads',
			form({ title: 'a', payload: 'x' }, { title: 'b', payload: 'x' }),
			"has the payload 'x' more than once",
		],
		['broken JSON', json('[{"title":'), 'is not valid JSON'],
		['a button of another type', json([{ type: 'url', reply: YES }]), "button 1' is of type 'url'"],
		['an unknown key', json([{ ...YES, url: 'x' }]), "button 1' has the key 'url'"],
		['an unknown key inside', json([{ reply: { ...YES, value: 1 } }]), "has the key 'value'"],
		['an unknown key around', json([{ reply: YES, payload: 'x' }]), "has the key 'payload'"],
		['an unknown wrapper', json({ action: { buttons: [YES] } }), "has the key 'action'"],
		['an id beside another payload', json([{ ...YES, id: 'x' }]), 'a payload and another id'],
		['a JSON number', json('5'), "'Buttons (JSON)' is not a list"],
		['a list of lists', json([['a']]), 'neither an object nor a text'],
		['null in a list', json([null]), 'neither an object nor a text'],
	])('%s', (_name, values, message) => {
		expect(refusalOf(() => content(values)).message).toContain(message);
	});

	it('four buttons lead to the list', () => {
		expect(refusalOf(() => content(json(['a', 'b', 'c', 'd']))).remedy).toContain(
			"'Send Interactive List'",
		);
	});

	it('any JSON gives buttons within the limits, or InvalidInput', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 3 }), fc.boolean(), (value, asText) => {
				try {
					const buttons = content(json(asText ? JSON.stringify(value) : value))?.buttons ?? [];
					expect(buttons.length).toBeGreaterThan(0);
					expect(buttons.length).toBeLessThanOrEqual(3);
					expect(new Set(buttons.map(({ reply }) => reply.title)).size).toBe(buttons.length);
				} catch (error) {
					expect(error).toBeInstanceOf(InvalidInput);
				}
			}),
			{ numRuns: 500 },
		);
	});
});
