import fc from 'fast-check';
import { parseDescription, templateSlots } from '../../nodes/Zoko/template/describe';
import { partOfField, templateFields } from '../../nodes/Zoko/template/placeholder-fields';

interface Shape {
	kind: string | undefined;
	/** Text between the body's placeholders: one more than there are placeholders. */
	texts: string[];
	footer: string | undefined;
	titles: string[];
}

/** What people write, with everything that the grammar uses as a sign. */
const signs = fc.constantFrom(
	...['a', 'ü', 'क', 'م', '😀', ' ', ',', '[', ']', '{', '}', ':', '*', '-', '&', '"', '1'],
	...['Buttons', 'Footer: ', 'Header: ', 'Body: '],
);
const line = (max: number) =>
	fc.array(signs, { minLength: 1, maxLength: max }).map((parts) => parts.join('').trim());
/** Without the two things that cannot be told from the grammar's own signs. */
const title = line(8).filter(
	(text) =>
		text !== '' &&
		!/\]\s*(,\s*\[|\{\{\s*\d)/.test(text) &&
		!/\]\s*$/.test(text) &&
		!/\{\{/.test(text),
);
const prose = fc
	.array(line(12), { minLength: 1, maxLength: 3 })
	.map((lines) => lines.join('\n'))
	.filter((text) => !/\{\{\s*[\p{L}\d_]/u.test(text) && !/[{}]\s*$|^\s*[{}]/.test(text));

const shapes: fc.Arbitrary<Shape> = fc.record({
	kind: fc.option(fc.constantFrom('Image', 'Video', 'Document'), { nil: undefined }),
	texts: fc.array(prose, { minLength: 1, maxLength: 14 }),
	footer: fc.option(
		line(8).filter((text) => text !== '' && !/\{\{/.test(text)),
		{ nil: undefined },
	),
	titles: fc.array(title, { maxLength: 3 }),
});

/** Prints a template as Zoko does. */
function print({ kind, texts, footer, titles }: Shape): { templateDesc: string; count: number } {
	let number = kind ? 1 : 0;
	const body = texts
		.map((text, index) => (index === 0 ? text : `{{${++number}}} ${text}`))
		.join(' ');
	const buttons = titles.map((text) => `[${text}] {{${++number}}}`);
	const lone = !kind && footer === undefined && buttons.length === 0;
	const templateDesc = [
		kind ? `Header: ${kind} {{1}} \n` : '',
		lone ? ` ${body}\n` : `Body: ${body}\n`,
		footer === undefined ? '' : `Footer: ${footer}\n`,
		buttons.length > 0 ? `Buttons: ${buttons.join(', ')}\n` : '',
	].join('');
	return { templateDesc, count: number };
}

/** A body that ends or begins like another part cannot be told from it; people do not write so. */
const isPlain = ({ texts, footer, titles, kind }: Shape) => {
	const lines = texts.join('\n').split('\n');
	const looksLikePart = (text: string) => /^\s*(Footer|Header|Body|Buttons):?/.test(text);
	return (
		!lines.some(looksLikePart) &&
		(kind !== undefined || footer !== undefined || titles.length > 0 || lines[0] !== '')
	);
};

it('reads back every description that follows the grammar', () => {
	fc.assert(
		fc.property(shapes.filter(isPlain), (shape) => {
			const { templateDesc, count } = print(shape);
			const slots = templateSlots(templateDesc, count);
			const bodies = shape.texts.length - 1;
			const expected = [
				...(shape.kind ? ['header'] : []),
				...Array.from({ length: bodies }, () => 'body'),
				...shape.titles.map(() => 'button'),
			];
			expect(slots.map(({ part }) => part)).toEqual(expected);
			expect(slots.map(({ placeholder }) => placeholder)).toEqual(expected.map((_, i) => i + 1));
			expect(slots.flatMap((slot) => (slot.part === 'button' ? [slot.title] : []))).toEqual(
				shape.titles,
			);
			const parts = parseDescription(templateDesc);
			expect(parts.header?.kind).toBe(shape.kind);
			expect(parts.footer).toBe(shape.footer);
		}),
		{ numRuns: 2000 },
	);
});

it('gives a field of its own to each of as many placeholders as the count says, for any text', () => {
	const hostile = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc
			.array(fc.oneof(signs, fc.constantFrom('\n', '{{1}}', '{{2}}', '{{999}}', 'Buttons: [')), {
				maxLength: 40,
			})
			.map((parts) => parts.join('')),
	);
	fc.assert(
		fc.property(hostile, fc.nat(30), (templateDesc, count) => {
			const slots = templateSlots(templateDesc, count);
			expect(slots.map(({ placeholder }) => placeholder)).toEqual(
				Array.from({ length: count }, (_, index) => index + 1),
			);
			const fields = templateFields({
				templateId: 'x',
				templateDesc,
				templateVariableCount: count,
			});
			expect(new Set(fields.map(({ id }) => id)).size).toBe(count);
			const isNamed = ({ id, displayName }: (typeof fields)[number]) =>
				partOfField(id) !== undefined && displayName.trim() !== '';
			expect(fields.filter((field) => !isNamed(field))).toEqual([]);
		}),
		{ numRuns: 2000 },
	);
});

/** Milliseconds of the quickest of some tries: a busy machine slows some of them down, not all. */
function quickest(work: () => unknown): number {
	const times = Array.from({ length: 5 }, () => {
		const started = performance.now();
		work();
		return performance.now() - started;
	});
	return Math.min(...times);
}

it.each([
	'[',
	'[a',
	'[a] ',
	'[a], ',
	'] ',
	'[a] {{1}}',
	'[a] {{1}},',
	'{{',
	'{{1}} ',
	'\n',
	' ',
	']]',
])('reads a description of 64k units of %j at once', (unit) => {
	const many = unit.repeat(64 * 1024);
	const time = quickest(() => {
		parseDescription(`Buttons: [${many}`);
		parseDescription(`Body: x\nButtons: [a]${many}`);
		templateFields({ templateId: 'x', templateDesc: `Body: ${many}`, templateVariableCount: 1e9 });
	});
	expect(time).toBeLessThan(500);
});

it('reads a line of placeholders at once', () => {
	const line = Array.from({ length: 2000 }, (_, index) => `{{${(index % 999) + 1}}} `).join('');
	const template = { templateId: 'x', templateDesc: `Body: ${line}`, templateVariableCount: 999 };
	expect(quickest(() => templateFields(template))).toBeLessThan(1500);
});
