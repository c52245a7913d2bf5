import type { INodeParameters } from 'n8n-workflow';
import type { TemplateRow } from '../../nodes/Zoko/api/types';
import { templateForm } from '../../nodes/Zoko/lookups/resourceMapping';
import { Inbox, items, itemsOf, runZoko, useNock, zokoPack } from '../harness';
import { catalogue, CLOSED, GO_ON, SHIPPED } from './catalogue';

useNock();

describe('the form', () => {
	const form = (
		value: INodeParameters | null,
		schema?: object[],
		options: INodeParameters = {},
	): INodeParameters => ({
		operation: 'sendTemplate',
		recipient: '+919876543210',
		template: { __rl: true, mode: 'list', value: 'shipped|en' },
		variables: { mappingMode: 'defineBelow', value, ...(schema && { schema }) } as INodeParameters,
		options,
	});
	const read = (template: TemplateRow) =>
		templateForm([template], `${template.templateId}|en`, 'template').fields;
	const FIELDS = read(SHIPPED);
	const [NAME = '', ORDER = ''] = FIELDS.map(({ id }) => id);
	const VALUES = { [NAME]: 'Jane', [ORDER]: 'A1001' };

	it('sends without any look-up', async () => {
		const asked = catalogue([SHIPPED]);
		const inbox = new Inbox();
		const values = { [ORDER]: '={{ $json.order }}', [NAME]: 'Jane' };
		await runZoko(zokoPack(), form(values, FIELDS), items({ order: 7 }));
		expect(asked.times).toBe(0);
		expect(inbox.bodies[0]?.templateArgs).toEqual(['Jane', '7']);
	});

	describe('of another template', () => {
		it('is refused, and nothing is sent', async () => {
			const inbox = new Inbox();
			const fields = read({ ...SHIPPED, templateId: 'other' });
			const [name = '', order = ''] = fields.map(({ id }) => id);
			const stale = form({ [name]: 'Jane', [order]: 'A1001' }, fields);
			const run = await runZoko(zokoPack(), stale, items({}), GO_ON);
			const { error, advice, category } = itemsOf(run, 'zoko')[0]?.json ?? {};
			expect(category).toBe('invalid_input');
			expect(error).toBe(
				"'Variables' holds the fields of template 'other', and 'Template' is 'shipped'",
			);
			expect(advice).toContain('open it again');
			expect(inbox.bodies).toEqual([]);
		});

		it('goes out when the fields are its own, in any translation', async () => {
			const inbox = new Inbox();
			const own = form(VALUES, FIELDS);
			const german = { __rl: true, mode: 'list', value: 'shipped|de' };
			await runZoko(zokoPack(), own);
			await runZoko(zokoPack(), { ...own, template: german });
			expect(inbox.bodies.map(({ templateArgs }) => templateArgs)).toEqual([
				['Jane', 'A1001'],
				['Jane', 'A1001'],
			]);
		});
	});

	it('an empty field is refused by the name that the form gives it', async () => {
		const inbox = new Inbox();
		const values = { [NAME]: '={{ $json.name }}', [ORDER]: 'A1001' };
		const run = await runZoko(zokoPack(), form(values, FIELDS), items({}), GO_ON);
		expect(itemsOf(run, 'zoko')[0]?.json.error).toContain('Hi {{1}}');
		expect(inbox.bodies).toEqual([]);
	});

	it.each<[string, object[], string]>([
		['values without fields', [], 'does not say which template'],
		['fields without the template', FIELDS.slice(0, 2), 'does not say which template'],
		['a field less', FIELDS.slice(1), 'does not hold the fields'],
		['fields in another order', [FIELDS[1]!, FIELDS[0]!, FIELDS[2]!], 'does not hold the fields'],
		['ids with numbers', [{ ...FIELDS[0], id: 'body_1' }, FIELDS[2]!], "holds 'body_1'"],
	])('%s are refused', async (_name, schema, message) => {
		const inbox = new Inbox();
		const run = await runZoko(
			zokoPack(),
			form({ ...VALUES, body_1: 'x' }, schema),
			items({}),
			GO_ON,
		);
		expect(itemsOf(run, 'zoko')[0]?.json.error).toContain(message);
		expect(inbox.bodies).toEqual([]);
	});

	describe('of a template that was edited since, with Check Template', () => {
		const CHECK = { checkTemplate: true };
		const GERMAN = { ...SHIPPED, templateLanguage: 'de', templateDesc: 'Body: {{1}}: {{2}}\n' };
		const sent = async (templates: object[], parameters: INodeParameters) => {
			const asked = catalogue(templates);
			const inbox = new Inbox();
			const run = await runZoko(zokoPack(), parameters, items({}), GO_ON);
			return { error: itemsOf(run, 'zoko')[0]?.json.error, bodies: inbox.bodies, asked };
		};

		it.each<[string, string, number]>([
			['another placeholder', ' Hi {{1}}, order {{2}} is on its way. Code: {{3}}\n', 3],
			['one placeholder less', ' Hi {{1}}, it is on its way.\n', 1],
			['other places', ' Order {{1}} is on its way, {{2}}.\n', 2],
		])('%s is refused', async (_name, templateDesc, templateVariableCount) => {
			const edited = { ...SHIPPED, templateDesc, templateVariableCount };
			const { error, bodies } = await sent([edited], form(VALUES, FIELDS, CHECK));
			expect(error).toContain("Template 'shipped' (en) is not the one that the fields");
			expect(bodies).toEqual([]);
		});

		it('is refused also when a translation still has the old text', async () => {
			const edited = { ...SHIPPED, templateDesc: ' Order {{1}} is on its way, {{2}}.\n' };
			const british = { ...SHIPPED, templateLanguage: 'en_GB' };
			const { error, bodies } = await sent([edited, british], form(VALUES, FIELDS, CHECK));
			expect(error).toContain("Template 'shipped' (en) is not the one that the fields");
			expect(bodies).toEqual([]);
		});

		it('goes out when it is the same', async () => {
			const { bodies, asked } = await sent([SHIPPED], form(VALUES, FIELDS, CHECK));
			expect(bodies[0]?.templateArgs).toEqual(['Jane', 'A1001']);
			expect(asked.times).toBe(1);
		});

		it('goes out in a translation with the same parts', async () => {
			const template = { __rl: true, mode: 'id', value: 'shipped|de' };
			const parameters = { ...form(VALUES, FIELDS, CHECK), template };
			expect((await sent([SHIPPED, GERMAN], parameters)).bodies).toHaveLength(1);
			const longer = { ...GERMAN, templateDesc: 'Body: {{1}}: {{2}} {{3}}\n' };
			const { bodies } = await sent([SHIPPED, { ...longer, templateVariableCount: 3 }], parameters);
			expect(bodies).toEqual([]);
		});

		it('is not asked for without the option', async () => {
			const { bodies, asked } = await sent([], form(VALUES, FIELDS));
			expect(bodies).toHaveLength(1);
			expect(asked.times).toBe(0);
		});
	});

	it('that was never filled in asks for its fields', async () => {
		const asked = catalogue([SHIPPED]);
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), form(null), items({}), GO_ON);
		expect(itemsOf(run, 'zoko')[0]?.json.error).toContain("'Variables' is empty");
		expect(asked.times).toBeLessThanOrEqual(2);
		expect(inbox.bodies).toEqual([]);
	});

	it('a template without placeholders goes out although there is nothing to fill in', async () => {
		catalogue([{ ...CLOSED, templateId: 'shipped' }]);
		const inbox = new Inbox();
		await runZoko(zokoPack(), form(null));
		expect(inbox.bodies[0]?.templateArgs).toEqual([]);
	});
});
