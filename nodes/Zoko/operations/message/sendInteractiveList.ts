import type { INodeProperties } from 'n8n-workflow';
import type { InteractiveListContent } from '../../api/types';
import { InvalidInput } from '../../errors/invalid-input';
import { onlyKeys, optionalText, requiredText } from '../../message/checks';
import type { Form } from '../../message/form';
import { bodyOf, entry, listFrom, mustDiffer, titleAndPayload } from '../../message/interactive';
import { LIMITS } from '../../message/limits';
import { isRecord } from '../../values';
import { ITEM_TITLE } from '../fields';
import type { SendOperation } from '../operation';
import { formOrJson } from '../send/formOrJson';

const JSON_SHAPE =
	'Give sections with rows, for example [{"title": "Orders", "rows": [{"title": "A1001", "description": "2 books", "payload": "repeat-A1001"}]}], or just the rows.';

type Sections = InteractiveListContent['list']['sections'];

const rowValues: INodeProperties[] = [
	{
		displayName: 'Row Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Order A1001',
		hint: 'Up to 24 characters',
	},
	{
		displayName: 'Row Description',
		name: 'description',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2 books, delivered on 3 May',
		description: 'Second line of the row',
		hint: 'Up to 72 characters',
	},
	{
		displayName: 'Row Payload',
		name: 'payload',
		type: 'string',
		default: '',
		placeholder: 'e.g. repeat-A1001',
		description: 'Name the answer and what it is about. The customer does not see it.',
		hint: 'What your workflow gets when the row is chosen; if empty, the title',
	},
];

const sectionsForm: INodeProperties = {
	displayName: 'Sections',
	name: 'sections',
	type: 'fixedCollection',
	placeholder: 'Add Section',
	description: 'Up to 10 sections, with up to 10 rows in all of them together',
	typeOptions: {
		multipleValues: true,
		multipleValueButtonText: 'Add Section',
		sortable: true,
		maxAllowedFields: LIMITS.sections,
		fixedCollection: { itemTitle: ITEM_TITLE },
	},
	required: true,
	default: {},
	options: [
		{
			displayName: 'Section',
			name: 'section',
			values: [
				{
					displayName: 'Section Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. Recent orders',
					description: 'Heading above the rows',
					hint: 'Up to 24 characters',
				},
				{
					displayName: 'Rows',
					name: 'rows',
					type: 'fixedCollection',
					placeholder: 'Add Row',
					typeOptions: {
						multipleValues: true,
						multipleValueButtonText: 'Add Row',
						sortable: true,
						maxAllowedFields: LIMITS.rows,
						fixedCollection: { itemTitle: ITEM_TITLE },
					},
					default: {},
					options: [{ displayName: 'Row', name: 'row', values: rowValues }],
				},
			],
		},
	],
};

const sections = formOrJson({
	name: 'sectionsSource',
	label: 'Sections',
	form: sectionsForm,
	json: {
		name: 'sectionsJson',
		hint: 'e.g. [{ "title": "Orders", "rows": [{ "title": "A1001", "payload": "repeat-A1001" }] }]',
		description:
			"A list of sections with a title and rows. A plain list of rows becomes a single section titled like 'Button Label'.",
	},
});

const words = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
	more: Partial<INodeProperties> = {},
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: `e.g. ${placeholder}`,
	description,
	...more,
});

export const sendInteractiveList: SendOperation = {
	option: {
		name: 'Send Interactive List',
		value: 'sendInteractiveList',
		action: 'Send interactive list',
		description:
			'Send a text with a menu of up to ten rows, to a customer who wrote in the last 24 hours',
	},
	fields: [
		words('Body', 'body', 'Which order shall we repeat?', 'The text, up to 4,096 characters', {
			typeOptions: { rows: 3 },
			required: true,
		}),
		words('Button Label', 'listTitle', 'Choose order', 'Label of the button that opens the list', {
			required: true,
			hint: 'Up to 20 characters',
		}),
		...sections.fields,
		words('Header Text', 'headerText', 'Your orders', 'Bold line on top, up to 60 characters'),
		words('Footer', 'footer', 'Acme Books', 'Small text below the body, up to 60 characters'),
	],
	toMessage: (form) => {
		const header = optionalText('Header Text', form.get('headerText'), LIMITS.headerText);
		const footer = optionalText('Footer', form.get('footer'), LIMITS.footer);
		const title = requiredText('Button Label', form.get('listTitle'), LIMITS.listButton);
		const interactiveList: InteractiveListContent = {
			...(header && { header: { text: header } }),
			body: bodyOf(form, LIMITS.listBody),
			...(footer && { footer: { text: footer } }),
			list: { title, sections: sectionsOf(form, title) },
		};
		return { content: { type: 'interactive_list', interactiveList } };
	},
};

function sectionsOf(form: Form, listTitle: string): Sections {
	const source = sections.read(form);
	const { label, json } = source;
	const given = listFrom(source, 'section', JSON_SHAPE);
	const plainRows = json && given.length > 0 && !given.some((value) => rowsIn(value) !== undefined);
	const checked = (plainRows ? [{ title: listTitle, rows: given }] : given).map((value, index) =>
		toSection(`${label}, section ${index + 1}`, value, form.reserved),
	);

	if (checked.length === 0 || checked.length > LIMITS.sections) {
		throw new InvalidInput(
			`'${label}' has ${checked.length === 0 ? 'no section' : `${checked.length} sections`}, and WhatsApp takes 1 to ${LIMITS.sections}`,
			json ? JSON_SHAPE : 'Add a section and its rows.',
		);
	}
	const rows = checked.flatMap(({ items }) => items);
	if (rows.length > LIMITS.rows) {
		throw new InvalidInput(
			`'${label}' has ${rows.length} rows, and WhatsApp takes at most ${LIMITS.rows} over all sections`,
			'Leave some out, for example with .slice(0, 10) in the expression, or with a last row "More".',
		);
	}
	mustDiffer(
		label,
		'payload',
		rows.map(({ payload }) => payload),
		checked.flatMap(({ items }, section) =>
			items.map((_, row) => `section ${section + 1}, row ${row + 1}`),
		),
	);
	return checked;
}

const isFilled = (value: unknown) => value !== undefined && value !== null;

/** The rows of a section: from the form, from JSON, or in the wording of Zoko's API. */
function rowsIn(section: unknown): unknown[] | undefined {
	if (!isRecord(section)) return undefined;
	const rows = section.rows ?? section.items;
	if (Array.isArray(rows)) return rows;
	return isRecord(rows) && Array.isArray(rows.row) ? rows.row : undefined;
}

function toSection(label: string, section: unknown, reserved?: number): Sections[number] {
	const title = isRecord(section) ? section.title : undefined;
	if (isRecord(section)) onlyKeys(label, section, ['title', 'rows', 'items']);
	if (isRecord(section) && isFilled(section.rows) && isFilled(section.items)) {
		throw new InvalidInput(`'${label}' has both rows and items`, "Put all of them under 'rows'.");
	}
	const rows = rowsIn(section) ?? [];
	if (rows.length === 0) {
		throw new InvalidInput(`'${label}' has no row`, 'Add at least one row, or remove the section.');
	}
	return {
		title: requiredText(`${label}: Title`, title, LIMITS.sectionTitle),
		items: rows.map((value, index) => {
			const name = `${label}, row ${index + 1}`;
			const row = entry(name, value, ['description']);
			const limits = { title: LIMITS.rowTitle, payload: LIMITS.rowPayload };
			const { title: rowTitle, payload } = titleAndPayload(name, row, limits, reserved);
			const description = optionalText(
				`${name}: Description`,
				row.description,
				LIMITS.rowDescription,
			);
			return { title: rowTitle, ...(description && { description }), payload };
		}),
	};
}
