import type { TemplateRow, TemplateType } from '../../nodes/Zoko/api/types';
import { sendType } from '../../nodes/Zoko/template/kinds';
import { findTemplate, parseLocator, toLocatorValue } from '../../nodes/Zoko/template/locator';
import { refusalOf } from '../harness/form';

const row = (
	templateId: string,
	templateLanguage: string,
	templateType: TemplateType,
	more: Partial<TemplateRow> = {},
): TemplateRow => ({
	channel: 'whatsapp',
	isRichTemplate: templateType === 'richTemplate',
	templateType,
	templateId,
	templateLanguage,
	templateDesc: ' Hello\n',
	templateVariableCount: 0,
	active: true,
	...more,
});

const ROWS = [
	row('shipped', 'en', 'template'),
	row('shipped', 'de', 'template'),
	row('photo', 'en', 'template', { isRichTemplate: true }),
	row('confirm', 'en_US', 'buttonTemplate', { isRichTemplate: true }),
	row('old', 'en', 'template', { active: false }),
];

describe('parseLocator', () => {
	it.each<[unknown, string, string]>([
		['shipped', 'shipped', 'en'],
		['shipped|de', 'shipped', 'de'],
		[' shipped | de ', 'shipped', 'de'],
		['shipped|', 'shipped', 'en'],
		['__odd__name|en_US', '__odd__name', 'en_US'],
		[{ mode: 'list', value: 'shipped|de' }, 'shipped', 'de'],
		[{ __rl: true, mode: 'id', value: 'shipped' }, 'shipped', 'en'],
	])('%j', (value, templateId, templateLanguage) => {
		expect(parseLocator(value)).toEqual({ templateId, templateLanguage });
	});

	it.each<[unknown]>([[''], [' '], [undefined], [null], ['|de'], [{ mode: 'list', value: '' }]])(
		'refuses %j as not picked',
		(value) => expect(refusalOf(() => parseLocator(value)).message).toBe("'Template' is empty"),
	);

	it('reads its own list values', () => {
		for (const { templateId, templateLanguage } of ROWS) {
			const key = { templateId, templateLanguage };
			expect(parseLocator(toLocatorValue(key))).toEqual(key);
		}
	});
});

describe('sendType', () => {
	it('is the kind of the row, and rich when a plain row has a medium', () => {
		expect(ROWS.map(sendType)).toEqual([
			'template',
			'template',
			'richTemplate',
			'buttonTemplate',
			'template',
		]);
	});
});

describe('findTemplate', () => {
	const find = (locator: string, type: TemplateType) =>
		findTemplate(ROWS, parseLocator(locator), type);

	it.each<[string, TemplateType]>([
		['shipped', 'template'],
		['shipped|de', 'template'],
		['photo', 'richTemplate'],
		['confirm|en_US', 'buttonTemplate'],
	])('%s as %s', (locator, type) => {
		expect(toLocatorValue(find(locator, type))).toBe(toLocatorValue(parseLocator(locator)));
	});

	it.each<[string, TemplateType, string, string]>([
		['shippped', 'template', "no template 'shippped'", 'approved and active'],
		['shipped|fr', 'template', "in language 'fr'", 'It exists in en, de'],
		['confirm', 'buttonTemplate', "in language 'en'", 'confirm|en_US'],
		['photo', 'template', "not one that 'Send Template' can send", "'Send Rich Template'"],
		['shipped', 'buttonTemplate', "'Send Button Template'", "'Send Template'"],
		['old', 'template', 'inactive at Zoko', 'pick another one'],
		['Shipped', 'template', "no template 'Shipped'", 'Pick it again'],
	])('%s as %s is refused', (locator, type, message, remedy) => {
		const refusal = refusalOf(() => find(locator, type));
		expect(refusal.message).toContain(message);
		expect(refusal.remedy).toContain(remedy);
	});
});

describe('a template that Zoko lists twice in one language', () => {
	const key = { templateId: 'shipped', templateLanguage: 'en' };
	const one = row('shipped', 'en', 'template');
	const other = { ...one, templateDesc: ' Hello {{1}}\n', templateVariableCount: 1 };

	it.each([
		[{ ...other, active: false }, one],
		[one, { ...other, active: false }],
	])('is the active one', (...rows) => {
		expect(findTemplate(rows, key, 'template')).toBe(rows.find(({ active }) => active));
	});

	it('is refused when both are active and differ, as nobody knows which Zoko would send', () => {
		const { message, remedy } = refusalOf(() => findTemplate([one, other], key, 'template'));
		expect(message).toBe("Zoko lists two different templates 'shipped' (en)");
		expect(remedy).toContain('Rename or delete one of them in Zoko');
		expect(findTemplate([one, { ...one }], key, 'template')).toBe(one);
	});

	it('is found although it is switched off, where that does not matter', () => {
		const off = { ...other, active: false };
		expect(findTemplate([off], key, 'template', 'inactive too')).toBe(off);
		expect(findTemplate([off, one], key, 'template', 'inactive too')).toBe(one);
	});
});
