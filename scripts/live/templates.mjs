// Each template of the account, read with the package's own reader and compared with its grammar.
import { require as requireTypeScript } from 'tsx/cjs/api';

const source = (path) => requireTypeScript(`../../nodes/Zoko/template/${path}`, import.meta.url);
const { parseDescription, templateSlots } = source('describe.ts');
const { headerMedium } = source('placeholder-fields.ts');
const { sendType } = source('kinds.ts');

const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/g;
const MOST_ROWS = 2000;

/**
 * Notes what each template shows.
 * @returns {object} how many there are of each kind of header, number of buttons and of placeholders; a
 * row for each would be a fingerprint of the shop
 */
export function lookAtTemplates(rows, notes) {
	const keys = new Set();
	const seen = { headers: {}, buttons: {}, placeholders: {} };
	for (const row of rows.slice(0, MOST_ROWS)) {
		notes.see('template.shape', row);
		const key = JSON.stringify([row.templateId, row.templateLanguage]);
		notes.see('template.unique', keys.has(key) ? 'twice' : 'unique');
		keys.add(key);
		if (typeof row.templateDesc !== 'string') continue;
		for (const [what, value] of Object.entries(lookAt(row, notes)))
			seen[what][value] = (seen[what][value] ?? 0) + 1;
	}
	return seen;
}

function lookAt(row, notes) {
	const { templateDesc: desc, templateVariableCount: count, isRichTemplate } = row;
	const { header, footer, buttons } = parseDescription(desc);
	const names = [...new Set([...desc.matchAll(PLACEHOLDER)].map(([, name]) => name))];
	const numbered = names.every((name) => /^\d+$/.test(name));
	const agrees = names.length === count;
	const undescribed = names.length === 0 && count > 0;
	notes.see('template.count', agrees ? 'agrees' : undescribed ? 'shows none' : 'another number');
	if (agrees && count > 0) {
		const inOrder = names.every((name, index) => Number(name) === index + 1);
		notes.see('template.order', !numbered ? 'named' : inOrder ? 'in order' : 'another order');
		const unread = templateSlots(desc, count).filter(({ part }) => part === 'unknown').length;
		notes.see('template.reader', unread === 0 ? 'all places' : `${unread} places not found`);
	}
	if (!undescribed) {
		notes.see('template.end', /[^\n]\n$/.test(desc) ? 'one line break' : 'something else');
		notes.see('template.rich', (header !== undefined) === isRichTemplate ? 'agrees' : 'does not');
		const type = row.templateType === 'buttonTemplate';
		notes.see('template.buttons', buttons.length > 0 === type ? 'agrees' : 'does not');
	}
	if (header) {
		const written = /^Header: (Image|Video|Document) \{\{1\}\} $/.exec(desc.split('\n')[0])?.[1];
		notes.see('template.header', written ?? `another line of ${desc.split('\n')[0].length}`);
	}
	for (const { title } of buttons)
		notes.see('template.title', [...title].length <= 20 ? 'within' : 'longer');
	if (footer !== undefined) {
		const within = [...footer].length <= 60 && !/\{\{/.test(footer);
		notes.see('template.footer', within ? 'within' : 'longer, or a placeholder');
	}
	return {
		headers: header ? (headerMedium(header.kind) ?? 'another') : 'none',
		buttons: buttons.length,
		placeholders: names.length,
	};
}

/**
 * A template of a kind that can be sent without knowing what it says: active, every place known, the
 * most buttons to tap, then the fewest variables.
 * @returns {{ row: object, slots: object[] } | undefined}
 */
export function templateToSend(rows, type) {
	const usable = rows
		.filter((row) => row.active === true && typeof row.templateDesc === 'string')
		.filter((row) => sendType(row) === type)
		.map((row) => ({ row, slots: templateSlots(row.templateDesc, row.templateVariableCount) }))
		.filter(({ slots }) => slots.every(({ part }) => part !== 'unknown'));
	const buttons = ({ row }) => parseDescription(row.templateDesc).buttons.length;
	return usable.sort((a, b) => buttons(b) - buttons(a) || a.slots.length - b.slots.length)[0];
}

/** What goes into one place of a template. */
export function argumentFor(slot, media, payload) {
	if (slot.part === 'header') return media[headerMedium(slot.kind)] ?? 'test';
	return slot.part === 'button' ? payload : 'test';
}
