import type { TemplateRow } from '../../nodes/Zoko/api/types';
import { bigCatalogue, CATALOGUE } from '../../emulator/templates/catalogue';
import { argumentCount, fillTemplate } from '../../emulator/templates/definition';
import { describeTemplate, templateRow } from '../../emulator/templates/describe';
import { Bench } from './harness';

const reply = (title: string) => ({ kind: 'reply' as const, title });
const template = (rest: object) => ({
	id: 't',
	language: 'en',
	body: 'Hi {{1}} of {{2}}.',
	...rest,
});

/** The grammar of the API reference, written as one expression. */
const TITLE = '\\[[^\\n]{1,20}\\] \\{\\{\\d+\\}\\}';
const GRAMMAR = new RegExp(
	'^(?: (?!Body: )[^]+\\n' +
		'|(?:Header: (?:Image|Video|Document) \\{\\{1\\}\\} \\n)?Body: [^]+?\\n' +
		`(?:Footer: [^\\n{}]{1,60}\\n)?(?:Buttons: ${TITLE}(?:, ${TITLE}){0,2}\\n)?)$`,
	'u',
);

describe('templateDesc', () => {
	test.each([
		[template({}), ' Hi {{1}} of {{2}}.\n'],
		[template({ footer: 'Shop' }), 'Body: Hi {{1}} of {{2}}.\nFooter: Shop\n'],
		[
			template({ header: 'image', footer: 'Shop' }),
			'Header: Image {{1}} \nBody: Hi {{2}} of {{3}}.\nFooter: Shop\n',
		],
		[template({ header: 'document' }), 'Header: Document {{1}} \nBody: Hi {{2}} of {{3}}.\n'],
		[
			template({ buttons: [reply('Yes'), reply('No')] }),
			'Body: Hi {{1}} of {{2}}.\nButtons: [Yes] {{3}}, [No] {{4}}\n',
		],
		[
			template({ header: 'video', buttons: [reply('Show me the way to the shop')] }),
			'Header: Video {{1}} \nBody: Hi {{2}} of {{3}}.\nButtons: [Show me the way to t] {{4}}\n',
		],
		[
			template({ body: 'Hi', footer: 'x'.repeat(61), buttons: [reply('Yes')] }),
			`Body: Hi\nFooter: ${'x'.repeat(60)}\nButtons: [Yes] {{1}}\n`,
		],
	])('describes %j', (definition, description) => {
		expect(describeTemplate(definition)).toBe(description);
	});

	const regular = CATALOGUE.filter(({ listed }) => listed?.desc === undefined);

	test.each(regular.map((entry) => [`${entry.id} ${entry.language}`, entry] as const))(
		'of %s follows the grammar and numbers its placeholders in order',
		(_name, definition) => {
			const { templateDesc, templateVariableCount } = templateRow(definition);
			expect(templateDesc).toMatch(GRAMMAR);
			const numbers = [...templateDesc.matchAll(/\{\{(\d+)\}\}/g)].map(([, digits]) =>
				Number(digits),
			);
			expect(numbers).toEqual(Array.from({ length: templateVariableCount }, (_, at) => at + 1));
		},
	);
});

describe('the catalogue', () => {
	const rows = CATALOGUE.map(templateRow);
	const where = (test: (row: TemplateRow) => boolean) => rows.filter(test).length;

	test('has every shape that a form has to cope with', () => {
		expect(rows.length).toBeGreaterThanOrEqual(14);
		for (const shape of [
			(row: TemplateRow) => row.templateVariableCount === 0 && row.templateType === 'template',
			(row: TemplateRow) => row.templateDesc.startsWith(' ') && row.templateVariableCount === 2,
			(row: TemplateRow) => row.templateDesc.startsWith('Header: Image {{1}} \n'),
			(row: TemplateRow) => row.templateDesc.startsWith('Header: Video {{1}} \n'),
			(row: TemplateRow) => row.templateDesc.startsWith('Header: Document {{1}} \n'),
			(row: TemplateRow) => row.templateType === 'buttonTemplate' && row.isRichTemplate,
			(row: TemplateRow) => row.templateType === 'template' && row.isRichTemplate,
			(row: TemplateRow) => row.templateLanguage === 'en_US',
			(row: TemplateRow) => row.templateVariableCount >= 11,
			(row: TemplateRow) => !row.active,
			(row: TemplateRow) => /[\u0600-\u06ff]/.test(row.templateDesc),
			(row: TemplateRow) => /\[\[Tomorrow\] 9-11 am\] \{\{\d/.test(row.templateDesc),
			(row: TemplateRow) => /\[Today, 4-6 pm\]/.test(row.templateDesc),
			(row: TemplateRow) => !row.templateDesc.includes('{{') && row.templateVariableCount > 0,
		]) {
			expect(where(shape)).toBeGreaterThan(0);
		}
		for (const count of [1, 2, 3]) {
			expect(CATALOGUE.some(({ buttons }) => buttons?.length === count)).toBe(true);
		}
	});

	test('names templates by id and language together', () => {
		const keys = rows.map((row) => `${row.templateId}|${row.templateLanguage}`);
		expect(new Set(keys).size).toBe(keys.length);
		const ids = new Set(rows.map((row) => row.templateId));
		const several = [...ids].filter((id) => where((row) => row.templateId === id) > 1);
		expect(several).toEqual(['order_shipped', 'order_confirm_cod']);
	});

	test('is listed as a bare array with eight keys in Zoko’s order', async () => {
		const bench = await Bench.start();
		const { body } = await bench.api<TemplateRow[]>('GET', '/account/templates');
		expect(body).toEqual(rows);
		expect(Object.keys(body[0]!)).toEqual([
			'channel',
			'isRichTemplate',
			'templateType',
			'templateId',
			'templateLanguage',
			'templateDesc',
			'templateVariableCount',
			'active',
		]);
		expect((await bench.api('GET', '/account/templates/order_shipped')).status).toBe(404);

		await bench.control('PUT', '/templates', { rows: 500 });
		expect((await bench.api<TemplateRow[]>('GET', '/account/templates')).body).toHaveLength(500);
		const own = { id: 'own', language: 'fr', body: 'Bonjour {{1}}' };
		await bench.control('PUT', '/templates', { templates: [own] });
		expect((await bench.api('GET', '/account/templates')).body).toMatchObject([
			{ templateId: 'own', templateDesc: ' Bonjour {{1}}\n', templateVariableCount: 1 },
		]);
		await bench.close();
	});

	test('is edited in place, in all languages of a template or in one', async () => {
		const bench = await Bench.start();
		const listed = async () =>
			(await bench.api<TemplateRow[]>('GET', '/account/templates')).body
				.filter(({ templateId }) => templateId === 'order_confirm_cod')
				.map(({ templateDesc }) => templateDesc.split('\n').at(-2));
		const buttons = [reply('Cancel'), reply('Confirm')];
		const edit = async (body: object) =>
			await bench.control('PATCH', '/templates/order_confirm_cod', body);

		expect((await edit({ buttons, language: 'en' })).body).toEqual({ rows: 1 });
		expect(await listed()).toEqual([
			'Buttons: [Cancel] {{4}}, [Confirm] {{5}}',
			'Buttons: [पुष्टि करें] {{4}}, [रद्द करें] {{5}}',
		]);
		expect((await edit({ body: 'Is {{1}} right?', buttons })).body).toEqual({ rows: 2 });
		expect(await listed()).toEqual([
			'Buttons: [Cancel] {{2}}, [Confirm] {{3}}',
			'Buttons: [Cancel] {{2}}, [Confirm] {{3}}',
		]);
		expect((await bench.control('PATCH', '/templates/unknown', { body: 'x' })).status).toBe(404);
		expect((await edit({ text: 'x' })).status).toBe(400);
		await bench.close();
	});

	test('can be made as large as wanted', () => {
		const many = bigCatalogue(1000).map(templateRow);
		expect(many).toHaveLength(1000);
		expect(new Set(many.map((row) => `${row.templateId}|${row.templateLanguage}`)).size).toBe(1000);
	});
});

describe('a filled template', () => {
	test('takes header, body and buttons from the arguments in that order', () => {
		const definition = CATALOGUE.find(({ id }) => id === 'abandoned_cart')!;
		const args = ['https://x.example/a.jpg', 'Asha', 'Lamp', '10%', 'buy', 'later'];
		expect(args).toHaveLength(argumentCount(definition));
		expect(fillTemplate(definition, args)).toMatchObject({
			header: { kind: 'image', url: 'https://x.example/a.jpg' },
			body: expect.stringMatching(
				/^Asha, you left .*\n\n\*Lamp\* is still in your cart, and 10% is/,
			),
			buttons: [
				{ title: 'Take me to checkout', argument: 'buy' },
				{ title: 'Remind me tomorrow', argument: 'later' },
			],
		});
	});

	test('does not look for placeholders in values', () => {
		expect(fillTemplate(template({}), ['{{2}}', '$&']).body).toBe('Hi {{2}} of $&.');
	});
});
