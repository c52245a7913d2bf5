import type { INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../../errors/invalid-input';
import type { Draft } from '../../message/draft';
import type { Form } from '../../message/form';
import { buttonLabel } from '../../template/placeholder-fields';
import { quoted } from '../../values';
import { checkTemplatePayloads } from '../../waiting/question';
import { TOKEN_LENGTH } from '../../waiting/token';
import { notice } from '../fields';
import type { SendOperation } from '../operation';
import { timeLimitFields } from '../send/awaitedReply';
import { sendButtonTemplate } from './sendButtonTemplate';
import { sendInteractiveButtons } from './sendInteractiveButtons';
import { sendInteractiveList } from './sendInteractiveList';

/** What a question can be, and the send that it is made of. */
const KINDS = [
	{
		name: 'Interactive Buttons',
		value: 'interactiveButtons',
		description:
			'A text with up to three reply buttons, to a customer who wrote in the last 24 hours',
		send: sendInteractiveButtons,
	},
	{
		name: 'Interactive List',
		value: 'interactiveList',
		description:
			'A text with a menu of up to ten rows, to a customer who wrote in the last 24 hours',
		send: sendInteractiveList,
	},
	{
		name: 'Button Template',
		value: 'buttonTemplate',
		description: 'An approved template with quick reply buttons, at any time',
		send: sendButtonTemplate,
	},
];

/** The default of the buttons: a question that can be sent as it is. */
const FIRST_BUTTONS = {
	button: [
		{ title: 'Confirm', payload: 'confirm' },
		{ title: 'Cancel', payload: 'cancel' },
	],
};

const linkButtonsField: INodeProperties = {
	displayName: 'Link Button Names or IDs',
	name: 'linkButtons',
	type: 'multiOptions',
	typeOptions: {
		loadOptionsMethod: 'getTemplateButtons',
		loadOptionsDependsOn: ['template.value'],
	},
	default: [],
	description:
		'Buttons of the template that open a website: what finds the waiting run would break their links. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: { show: { messageType: ['buttonTemplate'] } },
};

export const sendAndWait: SendOperation = {
	option: {
		name: 'Send and Wait for Reply',
		value: 'sendAndWait',
		action: 'Send message and wait for reply',
		description: 'Ask with buttons or a list, and go on in the same run when the customer taps',
	},
	fields: [
		notice(
			'triggerNotice',
			"The answer comes back through a <strong>Zoko Trigger</strong>: a published workflow with 'Reply Received' has to exist in this n8n. One is enough for all questions, and it can be the trigger alone.",
		),
		{
			displayName: 'Message Type',
			name: 'messageType',
			type: 'options',
			noDataExpression: true,
			options: KINDS.map(({ name, value, description }) => ({ name, value, description })),
			default: 'interactiveButtons',
		},
		notice(
			'windowNotice',
			"WhatsApp takes this only within 24 hours after the customer's last message. To ask at any other time, choose <strong>Button Template</strong>.",
			{ messageType: ['interactiveButtons', 'interactiveList'] },
		),
		{
			...fieldOf(sendInteractiveButtons, 'body'),
			name: 'message',
			description: 'The question, up to 1,024 characters above buttons and 4,096 above a list',
			displayOptions: { show: { messageType: ['interactiveButtons', 'interactiveList'] } },
		},
		...KINDS.flatMap(({ value, send }) =>
			send.fields
				.filter(({ name }) => name !== 'body')
				.map((field) => ({
					...field,
					...(field.name === 'buttons' && { default: FIRST_BUTTONS }),
					displayOptions: { show: { messageType: [value], ...field.displayOptions?.show } },
				})),
		),
		linkButtonsField,
		...timeLimitFields,
	],
	toMessage: (form) => {
		const { value, send } = kindOf(form);
		const draft = send.toMessage(questionForm(form));
		if (value !== 'buttonTemplate') return draft;
		const payloadArgs = payloadArgsOf(form, draft);
		checkTemplatePayloads(draft.content, payloadArgs);
		return { ...draft, payloadArgs };
	},
	needsTemplates: (form) => kindOf(form).send.needsTemplates?.(form) ?? false,
	awaitsReply: true,
};

function kindOf(form: Form): (typeof KINDS)[number] {
	const chosen = form.get('messageType') ?? 'interactiveButtons';
	const kind = KINDS.find(({ value }) => value === chosen);
	if (kind) return kind;
	throw new InvalidInput(
		`'Message Type' is ${quoted(String(chosen))}, which cannot be answered by a tap`,
		`Choose one of ${KINDS.map(({ name }) => name).join(', ')}.`,
	);
}

/** Signs of the end of a web address, which a payload of one's own does not need. */
const LIKE_A_LINK = /[/?&=]|%[0-9a-f]{2}|^www\./i;

/**
 * Which arguments come back when a button is tapped: not those of 'Link Button Names or IDs', and not a whole link.
 * @throws InvalidInput when a link button may be among them, or when a button is not the template's
 */
function payloadArgsOf(form: Form, { content, buttonArgs = [] }: Draft): number[] {
	const given = form.get('linkButtons');
	const links = (Array.isArray(given) ? given : []).map((title) => buttonLabel(String(title)));
	const labels = buttonArgs.map(({ label }) => label);
	const unknown = links.find((link) => !labels.includes(link));
	if (unknown !== undefined) {
		throw new InvalidInput(
			`'Link Button Names or IDs' names a button that template ${quoted(String(content.templateId))} does not have: ${unknown}`,
			"Choose them again in 'Link Button Names or IDs'.",
		);
	}
	return buttonArgs.flatMap(({ index, label }) => {
		const value = content.templateArgs?.[index] ?? '';
		if (links.includes(label) || /^https?:\/\//i.test(value)) return [];
		if (!LIKE_A_LINK.test(value)) return [index];
		throw new InvalidInput(
			`${label} is ${quoted(value)}, which looks like a part of a link`,
			"If the button opens a website, choose it in 'Link Button Names or IDs'. If a tap on it is an answer, write its payload without / ? & = and %.",
		);
	});
}

/**
 * The form as the other sends know it. The text is called `message` here, because n8n fills in that
 * one where a person has to approve what an agent wants to do.
 */
function questionForm(form: Form): Form {
	return {
		get: (name) => form.get(name === 'body' ? 'message' : name),
		fileUrl: (field, medium) => form.fileUrl(field, medium),
		reach: form.reach,
		templates: form.templates,
		bodyLabel: form.bodyLabel,
		reserved: TOKEN_LENGTH,
	};
}

function fieldOf({ fields }: SendOperation, name: string): INodeProperties {
	return fields.find((field) => field.name === name) as INodeProperties;
}
