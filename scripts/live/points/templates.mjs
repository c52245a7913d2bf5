// Points that are seen by reading the account's templates.
import { chosen, faithful, seenBy, wire } from './table.mjs';

const DESCRIPTION = [
	'nodes/Zoko/template/describe.ts',
	'Reads `templateDesc`, the only description',
];
const KINDS = chosen('video and document headers in `templateDesc`');
const CUTS = faithful('titles cut at 20 and footers cut at 60 characters');

export const TEMPLATE_POINTS = seenBy(
	'GET /account/templates, once; each template is one observation',
	[
		{
			id: 'templates.status',
			assumed: 'The templates come with 200.',
			is: [200],
			relies: wire('export interface TemplateRow'),
		},
		{
			id: 'templates.list',
			assumed: 'They are a bare list, without pages.',
			shape: 'array',
			relies: ['emulator/api/templates.ts', 'a bare array without paging'],
		},
		{
			id: 'template.shape',
			assumed:
				'A template has eight keys, the count a whole number, active and isRichTemplate true or false.',
			shape: {
				channel: { words: ['whatsapp'] },
				isRichTemplate: 'boolean',
				templateType: { words: ['template', 'richTemplate', 'buttonTemplate'] },
				templateId: 'string',
				templateLanguage: 'string',
				templateDesc: 'string',
				templateVariableCount: 'integer',
				active: 'boolean',
			},
			relies: wire('export interface TemplateRow'),
		},
		{
			id: 'template.unique',
			assumed: 'A template is identified by its id and language together.',
			is: ['unique'],
			relies: wire('A template is identified by id and language together'),
		},
		{
			id: 'template.count',
			assumed:
				'templateDesc shows as many placeholders as templateVariableCount says, or none at all.',
			is: ['agrees', 'shows none'],
			relies: ['nodes/Zoko/template/describe.ts', 'When the description disagrees with'],
		},
		{
			id: 'template.order',
			assumed:
				'Placeholders are numbered in their order: header, body, buttons; or they have names.',
			is: ['in order', 'named'],
			relies: ['nodes/Zoko/template/describe.ts', 'the order of their numbers'],
		},
		{
			id: 'template.reader',
			assumed: 'Our reader finds the place of every placeholder.',
			is: ['all places'],
			relies: DESCRIPTION,
		},
		{
			id: 'template.header',
			assumed: 'A header line is Header: Image, Video or Document, {{1}} and a blank.',
			is: ['Image', 'Video', 'Document'],
			relies: KINDS,
		},
		{
			id: 'template.rich',
			assumed: 'isRichTemplate is true where there is a header line, and nowhere else.',
			is: ['agrees'],
			relies: DESCRIPTION,
		},
		{
			id: 'template.end',
			assumed: 'A description ends with one line break.',
			is: ['one line break'],
			relies: faithful('template descriptions with their trailing blank'),
		},
		{
			id: 'template.title',
			assumed: 'Titles of buttons have at most 20 characters.',
			is: ['within'],
			relies: CUTS,
		},
		{
			id: 'template.footer',
			assumed: 'Footers have at most 60 characters, and no placeholder.',
			is: ['within'],
			relies: CUTS,
		},
		{
			id: 'template.buttons',
			assumed: 'A line of buttons is there in button templates, and nowhere else.',
			is: ['agrees'],
			relies: DESCRIPTION,
		},
	],
);
