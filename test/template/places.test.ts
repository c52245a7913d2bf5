import fc from 'fast-check';
import type { ResourceMapperField } from 'n8n-workflow';
import { reopened, type StoredMapping } from '../harness/resourceMapper';
import { templateForm } from '../../nodes/Zoko/lookups/resourceMapping';
import { partOfField, templateFields } from '../../nodes/Zoko/template/placeholder-fields';
import { row } from '../harness';

interface Edition {
	header?: string;
	body: string;
	buttons?: string[];
}

/** A template as Zoko lists it; `{}` stands for a placeholder, and they are numbered in order. */
function edition({ header, body, buttons = [] }: Edition, templateId = 'order') {
	const parts = [
		header === undefined ? '' : `Header: ${header} {} \n`,
		`Body: ${body}\n`,
		'Footer: Acme\n',
		buttons.length > 0 ? `Buttons: ${buttons.map((title) => `[${title}] {}`).join(', ')}\n` : '',
	];
	let count = 0;
	const templateDesc = parts.join('').replace(/\{\}/g, () => `{{${++count}}}`);
	return row(templateId, {
		templateType: 'buttonTemplate',
		templateDesc,
		templateVariableCount: count,
	});
}

const formFor = (now: Edition, templateId?: string): ResourceMapperField[] =>
	templateForm([edition(now, templateId)], `${templateId ?? 'order'}|en`, 'buttonTemplate').fields;

const placeholders = (fields: ResourceMapperField[]) => fields.filter(({ display }) => display);

/** A form whose values were filled in, in the order of the placeholders. */
function filled(edited: Edition, values: string[], templateId?: string): StoredMapping {
	const schema = formFor(edited, templateId);
	const ids = placeholders(schema).map(({ id }) => id);
	expect(ids).toHaveLength(values.length);
	return { schema, value: Object.fromEntries(ids.map((id, index) => [id, values[index] ?? ''])) };
}

/** What stands in the fields, in the order of the placeholders, when the node is opened again. */
const valuesIn = ({ schema, value }: StoredMapping) =>
	placeholders(schema).map(({ id }) => value?.[id] ?? '');

const COD: Edition = {
	body: 'Hi {}, please confirm your cash on delivery order *{}* over {}.',
	buttons: ['Confirm', 'Cancel'],
};
const VALUES = ['Asha', 'A1001', '₹ 1,250', 'confirm-1001', 'cancel-1001'];

it.each<[string, Edition, string[]]>([
	[
		'a placeholder was added at the end of the body',
		{ ...COD, body: `${COD.body}\nDelivery: {}` },
		['Asha', 'A1001', '₹ 1,250', '', 'confirm-1001', 'cancel-1001'],
	],
	[
		'a placeholder was added at the end of the sentence',
		{ ...COD, body: 'Hi {}, please confirm your cash on delivery order *{}* over {} by {}.' },
		['Asha', 'A1001', '', '', 'confirm-1001', 'cancel-1001'],
	],
	[
		'a placeholder was added between',
		{ ...COD, body: 'Hi {}, please confirm your cash on delivery order *{}* of {} over {}.' },
		['Asha', '', '', '₹ 1,250', 'confirm-1001', 'cancel-1001'],
	],
	[
		'a placeholder was added in front',
		{ ...COD, body: `Shop {}\n${COD.body}` },
		['', 'Asha', 'A1001', '₹ 1,250', 'confirm-1001', 'cancel-1001'],
	],
	[
		'a placeholder was taken away',
		{ ...COD, body: 'Hi {}, please confirm your cash on delivery order *{}*.' },
		['Asha', '', 'confirm-1001', 'cancel-1001'],
	],
	['a header was added', { ...COD, header: 'Image' }, ['', ...VALUES]],
	[
		'the buttons were swapped',
		{ ...COD, buttons: ['Cancel', 'Confirm'] },
		['Asha', 'A1001', '₹ 1,250', 'cancel-1001', 'confirm-1001'],
	],
	[
		'a button was renamed',
		{ ...COD, buttons: ['Yes, I do', 'Cancel'] },
		['Asha', 'A1001', '₹ 1,250', '', 'cancel-1001'],
	],
	[
		'a button was put in front',
		{ ...COD, buttons: ['Call me', 'Confirm', 'Cancel'] },
		['Asha', 'A1001', '₹ 1,250', '', 'confirm-1001', 'cancel-1001'],
	],
	[
		'the text was polished',
		{
			body: 'hi {} – please, confirm your Cash on Delivery order {}, over _{}_!',
			buttons: ['Confirm!', 'CANCEL'],
		},
		VALUES,
	],
])('%s', (_name, now, expected) => {
	expect(valuesIn(reopened(filled(COD, VALUES), formFor(now)))).toEqual(expected);
});

describe('places that read the same', () => {
	const CALL = { body: 'Call {} now.\nCall {} now.' };
	const open = (before: Edition, values: string[], now: Edition) =>
		valuesIn(reopened(filled(before, values), formFor(now)));

	it('are two fields', () => {
		expect(open(CALL, ['a', 'b'], CALL)).toEqual(['a', 'b']);
	});

	it('keep their values when something is added behind them', () => {
		expect(open(CALL, ['a', 'b'], { body: `${CALL.body}\nOr mail {}.` })).toEqual(['a', 'b', '']);
	});

	it.each([['Call {} now.'], ['Call {} now.\nCall {} now.\nCall {} now.']])(
		'are emptied when their number changes: %j',
		(body) => {
			expect(open(CALL, ['a', 'b'], { body }).join('')).toBe('');
		},
	);

	it.each([
		[
			'under headings',
			'Shipping\nCall {}.\nBilling\nCall {}.',
			'Billing\nCall {}.\nShipping\nCall {}.',
		],
		['alone in their lines', 'Shipping:\n{}\nBilling:\n{}', 'Billing:\n{}\nShipping:\n{}'],
		['side by side', 'To {} {}\nFrom {} {}', 'From {} {}\nTo {} {}'],
		['with other punctuation', '{} yes.\n{} YES!', '{} YES!\n{} yes.'],
	])('%s never take the value of the other', (_name, before, now) => {
		const values = ['a', 'b', 'c', 'd'].slice(0, before.split('{}').length - 1);
		const half = values.length / 2;
		const swapped = [...values.slice(half), ...values.slice(0, half)];
		open({ body: before }, values, { body: now }).forEach((value, index) => {
			expect(['', swapped[index]]).toContain(value);
		});
	});

	it.each([
		['one is added in front', 'Hi\n{}\n{}', 'Hi\n{}\n{}\n{}'],
		['the last one is taken away', '{}\n{}\n{}\nBye', '{}\n{}\nBye'],
		['one is added beside', 'Hi\n{}', 'Hi\n{} {}'],
		['they change places', 'Hi\n({})\n• {}', 'Hi\n• {}\n({})'],
	])('without words in their lines are emptied when %s', (_name, before, now) => {
		const values = ['a', 'b', 'c'].slice(0, before.split('{}').length - 1);
		expect(open({ body: before }, values, { body: now }).join('')).toBe('');
		expect(open({ body: before }, values, { body: before })).toEqual(values);
	});

	it('buttons with signs for titles are told apart', () => {
		const [up, down, what, now] = ['👍', '👎', '?', '!'];
		const before = { body: 'Well', buttons: [up, down, what] };
		expect(open(before, ['u', 'd', 'w'], { body: 'Well', buttons: [down, up, now] })).toEqual([
			'd',
			'u',
			'',
		]);
	});

	it('titles that differ in their signs only never swap payloads', () => {
		const before = { body: 'Well', buttons: ['Yes', 'Yes!'] };
		const now = open(before, ['a', 'b'], { body: 'Well', buttons: ['Yes!', 'Yes'] });
		expect(['b', '']).toContain(now[0]);
		expect(['a', '']).toContain(now[1]);
	});
});

it('a header of another medium is another place', () => {
	const before = filled({ ...COD, header: 'Image' }, ['https://example.com/a.jpg', ...VALUES]);
	expect(valuesIn(reopened(before, formFor({ ...COD, header: 'Video' })))).toEqual(['', ...VALUES]);
});

it('values of one template never show in another', () => {
	const other = reopened(filled(COD, VALUES, 'one'), formFor(COD, 'other'));
	expect(valuesIn(other).join('')).toBe('');
});

it('a description that does not show the places is all that their fields hold on to', () => {
	const unclear = (templateDesc: string, templateVariableCount: number) =>
		templateForm([row('odd', { templateDesc, templateVariableCount })], 'odd|en', 'template')
			.fields;
	const schema = unclear('Migrated', 2);
	const [first, second] = schema.map(({ id }) => id);
	const before = { schema, value: { [first!]: 'a', [second!]: 'b' } };
	expect(valuesIn(reopened(before, unclear('Migrated', 2)))).toEqual(['a', 'b']);
	expect(valuesIn(reopened(before, unclear('Migrated', 3))).join('')).toBe('');
	expect(valuesIn(reopened(before, unclear('Moved', 2))).join('')).toBe('');
});

describe('ids', () => {
	const ids = (now: Edition) => templateFields(edition(now)).map(({ id }) => id);

	it('are stored in workflows, so they never change', () => {
		expect(ids({ ...COD, header: 'Image' })).toEqual([
			'header_image_d6370a03',
			'body_hi_please_confirm_a9b76628',
			'body_on_delivery_order_over_a4376fec',
			'body_over_c0623ca5',
			'button_confirm_ba74c1df',
			'button_cancel_9676d12c',
		]);
	});

	it('can be read in any script, and hold nothing but letters, digits and underscores', () => {
		const [name, order, confirm, dots] = ids({
			body: 'नमस्ते {}, आपका ऑर्डर *{}*',
			buttons: ['पुष्टि करें', '«…»'],
		});
		expect(name).toMatch(/^body_नमस्ते_आपका_ऑर्डर_[0-9a-f]{8}$/);
		expect(order).toMatch(/^body_आपका_ऑर्डर_[0-9a-f]{8}$/);
		expect(confirm).toMatch(/^button_पुष्टि_करें_[0-9a-f]{8}$/);
		expect(dots).toMatch(/^button_[0-9a-f]{8}$/);
	});

	it('do not depend on how an accent is encoded', () => {
		expect(ids({ body: 'Café {}' })).toEqual(ids({ body: 'Cafe\u0301 {}' }));
	});

	it('of a button that is called by a number are none of a placeholder number', () => {
		for (const id of ids({ body: 'Stars?', buttons: ['1', '2'] })) {
			expect(id).not.toMatch(/_\d{1,3}$/);
			expect(partOfField(id)).toBe('button');
		}
	});

	it.each(['body_1', 'button_4', 'image_1', 'variable_12', 'colour', '', 'header_sound_00000000'])(
		'%j is none',
		(id) => expect(partOfField(id)).toBeUndefined(),
	);
});

describe('whatever is done to a template', () => {
	const SENTENCES = [
		'Hi {},',
		'Order {}',
		'{} items',
		'*Total:* {} INR',
		'{}',
		'({})',
		'• {}',
		'Call {} or {}',
	];
	// What stands beside them in one line would make them places with words.
	const SIGNS = ['({})', '• {}'].map((sentence) => SENTENCES.indexOf(sentence));
	const TITLES = ['Confirm', 'Cancel', '👍', '👎', '1', '2', 'Not now'];
	const EDITION = fc.record({
		header: fc.option(fc.constantFrom('Image', 'Video'), { nil: undefined }),
		sentences: fc.shuffledSubarray([...SENTENCES.keys()], { minLength: 1 }),
		lines: fc.constantFrom('\n', ' '),
		titles: fc.shuffledSubarray(TITLES, { maxLength: 3 }),
	});

	it('no value comes into the place of another', () => {
		fc.assert(
			fc.property(EDITION, EDITION, (first, second) => {
				/** What each placeholder means: the sentence that it stands in, the title, the medium. */
				const meanings = ({ header, sentences, titles }: typeof first) => [
					...(header ? [header] : []),
					...sentences.flatMap((number) =>
						SENTENCES[number]!.split('{}')
							.slice(1)
							.map((_, place) => `${number}.${place}`),
					),
					...titles,
				];
				const text = ({ header, sentences, lines, titles }: typeof first): Edition => ({
					...(header && { header }),
					body: sentences
						.map((number) => SENTENCES[number])
						.join(sentences.some((number) => SIGNS.includes(number)) ? '\n' : lines),
					buttons: titles,
				});
				const before = filled(text(first), meanings(first));
				const now = valuesIn(reopened(before, formFor(text(second))));
				now.forEach((value, index) => {
					expect(['', meanings(second)[index]]).toContain(value);
				});
			}),
			{ numRuns: 3000 },
		);
	});
});
