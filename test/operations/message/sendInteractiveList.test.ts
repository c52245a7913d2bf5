import fc from 'fast-check';
import { InvalidInput } from '../../../nodes/Zoko/errors/invalid-input';
import { sendInteractiveList } from '../../../nodes/Zoko/operations/message/sendInteractiveList';
import { formOf, refusalOf } from '../../harness/form';

const content = (values: Record<string, unknown>) =>
	sendInteractiveList.toMessage(
		formOf({ body: 'Which order?', listTitle: 'Choose order', ...values }),
	).content.interactiveList;
const sections = (values: Record<string, unknown>) => content(values)?.list.sections;
const form = (...section: unknown[]) => ({ sectionsSource: 'form', sections: { section } });
const formSection = (title: string, ...row: unknown[]) => ({ title, rows: { row } });
const json = (sectionsJson: unknown) => ({ sectionsSource: 'json', sectionsJson });
const rows = (count: number) => Array.from({ length: count }, (_, index) => `Row ${index + 1}`);

it('needs no more than body, label and a row', () => {
	expect(content(form(formSection('Orders', { title: 'A1001' })))).toEqual({
		body: { text: 'Which order?' },
		list: {
			title: 'Choose order',
			sections: [{ title: 'Orders', items: [{ title: 'A1001', payload: 'A1001' }] }],
		},
	});
});

it('has a header without a type, and a footer', () => {
	const list = content({ ...json(['A1001']), headerText: 'Your orders', footer: 'Acme Books' });
	expect(list).toMatchObject({ header: { text: 'Your orders' }, footer: { text: 'Acme Books' } });
	expect(list?.header).not.toHaveProperty('type');
});

describe('sections', () => {
	const row = { title: 'A1001', description: '2 books', payload: 'repeat-A1001' };
	const expected = [{ title: 'Orders', items: [row] }];

	it.each<[string, Record<string, unknown>]>([
		['from the form', form(formSection('Orders', row))],
		['from JSON', json([{ title: 'Orders', rows: [row] }])],
		['from JSON text', json(JSON.stringify([{ title: 'Orders', rows: [row] }]))],
		["in the wording of Zoko's API", json([{ title: 'Orders', items: [row] }])],
		['wrapped', json({ sections: [{ title: 'Orders', rows: [row] }] })],
	])('%s', (_name, values) => expect(sections(values)).toEqual(expected));

	it("takes rows in Meta's wording, whose id is the payload", () => {
		const rows = [{ id: 'r1', title: 'A1001', description: '2 books' }];
		expect(sections(json([{ title: 'Orders', rows }]))).toEqual([
			{ title: 'Orders', items: [{ title: 'A1001', description: '2 books', payload: 'r1' }] },
		]);
	});

	it.each<[string, unknown]>([
		['colour', [{ title: 'Orders', rows: [{ title: 'a', colour: 'red' }] }]],
		['button', { sections: [{ title: 'Orders', rows: ['a'] }], button: 'Menu' }],
		['note', [{ title: 'Orders', rows: ['a'], note: 'x' }]],
	])('names the unknown key %s', (key, value) => {
		expect(refusalOf(() => sections(json(value))).message).toContain(`has the key '${key}'`);
	});

	it('plain rows become one section that is called like the button', () => {
		expect(sections(json([row, 'A1002']))).toEqual([
			{ title: 'Choose order', items: [row, { title: 'A1002', payload: 'A1002' }] },
		]);
	});

	it('keeps the order of sections and rows', () => {
		const found = sections(
			form(
				formSection('North', { title: 'Harbour' }),
				formSection('South', { title: 'Station' }, { title: 'Market' }),
			),
		);
		expect(found?.map(({ title, items }) => [title, ...items.map((item) => item.title)])).toEqual([
			['North', 'Harbour'],
			['South', 'Station', 'Market'],
		]);
	});

	it('two rows may have one title when their payloads differ', () => {
		const same = [
			{ title: 'Tea', payload: 'a' },
			{ title: 'Tea', payload: 'b' },
		];
		expect(sections(json(same))?.[0]?.items).toHaveLength(2);
	});
});

describe('limits', () => {
	const at = (size: number) => '😀'.repeat(size);

	it('takes ten rows in ten sections, every text at its limit', () => {
		const full = Array.from({ length: 10 }, (_, index) => ({
			title: at(24),
			rows: [{ title: at(24), description: at(72), payload: `${index}${at(199)}` }],
		}));
		const list = content({
			body: at(4096),
			listTitle: at(20),
			headerText: at(60),
			footer: at(60),
			...json(full),
		});
		expect(list?.list.sections).toHaveLength(10);
	});

	it.each<[Record<string, unknown>, string]>([
		[{ body: at(4097) }, "'Body' is 4,097 characters"],
		[{ listTitle: at(21) }, "'Button Label' is 21 characters"],
		[{ listTitle: '' }, "'Button Label' is empty"],
		[{ headerText: at(61) }, "'Header Text' is 61 characters"],
		[{ footer: at(61) }, "'Footer' is 61 characters"],
		[json([{ title: at(25), rows: ['a'] }]), "section 1: Title' is 25 characters"],
		[json([{ title: '', rows: ['a'] }]), "section 1: Title' is empty"],
		[json([at(25)]), "row 1: Title' is 25 characters"],
		[json([{ title: 'a', description: at(73) }]), "row 1: Description' is 73"],
		[json([{ title: 'a', payload: at(201) }]), "row 1: Payload' is 201"],
		[json(rows(11)), 'has 11 rows'],
		[
			json([
				{ title: 'S', rows: rows(6) },
				{ title: 'T', rows: rows(5) },
			]),
			'has 11 rows',
		],
		[json([]), 'has no section'],
		[form(), "'Sections' has no section"],
		[form({ title: 'S', rows: {} }), "section 1' has no row"],
		[
			json(['a', 'b', 'a']),
			"has the payload 'a' more than once: in section 1, row 1 and section 1, row 3",
		],
		[
			form(
				formSection('Tea', { title: 'Assam' }, { title: 'Other', payload: 'x' }),
				formSection('Food', { title: 'Other', payload: 'x' }),
			),
			"'Sections' has the payload 'x' more than once: in section 1, row 2 and section 2, row 1",
		],
		[json('nonsense'), 'is not valid JSON'],
		[json('"text"'), 'is not a list'],
		[json([[1]]), 'neither an object nor a text'],
	])('case %#', (values, message) => {
		expect(refusalOf(() => content({ ...json(['a']), ...values })).message).toContain(message);
	});

	it('eleven sections name their number', () => {
		const many = Array.from({ length: 11 }, (_, index) => ({ title: 'S', rows: [`r${index}`] }));
		expect(refusalOf(() => content(json(many))).message).toContain('has 11 sections');
	});
});

it('any JSON gives a list within the limits, or InvalidInput', () => {
	fc.assert(
		fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
			try {
				const found = sections(json(value)) ?? [];
				const items = found.flatMap((section) => section.items);
				expect(items.length).toBeGreaterThan(0);
				expect(items.length).toBeLessThanOrEqual(10);
				expect(new Set(items.map(({ payload }) => payload)).size).toBe(items.length);
			} catch (error) {
				expect(error).toBeInstanceOf(InvalidInput);
			}
		}),
		{ numRuns: 500 },
	);
});
