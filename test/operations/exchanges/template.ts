import type { IDataObject } from 'n8n-workflow';
import type { Expected } from './exchange';

const row = (templateId: string, templateLanguage: string, more: IDataObject = {}) => ({
	channel: 'whatsapp',
	isRichTemplate: false,
	templateType: 'template',
	templateId,
	templateLanguage,
	templateDesc: ' Parcel {{1}} is on its way.\n',
	templateVariableCount: 1,
	active: true,
	...more,
});

const CONFIRM = row('order_confirm', 'en', {
	isRichTemplate: true,
	templateType: 'buttonTemplate',
	templateDesc:
		'Header: Image {{1}} \nBody: {{2}}, do you still want it?\nFooter: Acme Books\nButtons: [Yes] {{3}}, [No] {{4}}\n',
	templateVariableCount: 4,
});

const TEMPLATES = [
	CONFIRM,
	row('order_shipped', 'en'),
	row('order_shipped', 'de'),
	row('order_confirm', 'hi', { templateType: 'buttonTemplate' }),
	row('old_order', 'en', { templateType: 'buttonTemplate', active: false }),
	row('review', 'en', { templateType: 'buttonTemplate', templateDesc: ' How was it?\n' }),
];

/** Of the operations of templates: requests and output, see `EXPECTED`. */
export const template: Record<string, Expected> = {
	'template/getAll': {
		exchanges: [{ method: 'GET', path: '/account/templates', answer: TEMPLATES }],
		output: [
			{
				templateId: 'order_confirm',
				language: 'en',
				type: 'buttonTemplate',
				sendWith: 'Send Button Template',
				active: true,
				header: 'Image',
				body: '{{2}}, do you still want it?',
				footer: 'Acme Books',
				buttons: ['Yes', 'No'],
				placeholders: [
					{ number: 1, part: 'header', label: 'Header Image URL' },
					{ number: 2, part: 'body', label: '{{2}}, do you still…' },
					{ number: 3, part: 'button', label: expect.stringContaining('"Yes"') as string },
					{ number: 4, part: 'button', label: expect.stringContaining('"No"') as string },
				],
			},
		],
		raw: [CONFIRM],
	},
	'template/get': {
		exchanges: [{ method: 'GET', path: '/account/templates', answer: TEMPLATES }],
		output: [
			{
				templateId: 'order_shipped',
				language: 'de',
				type: 'template',
				sendWith: 'Send Template',
				active: true,
				body: 'Parcel {{1}} is on its way.',
				buttons: [],
				placeholders: [{ number: 1, part: 'body', label: 'Parcel {{1}} is on its way.' }],
			},
		],
		raw: [row('order_shipped', 'de')],
	},
};
