import { FAULT_KINDS } from '../faults/faults';

const number = { type: 'number', minimum: 0 };
const count = { type: 'integer', minimum: 1 };
const text = { type: 'string' };
const flag = { type: 'boolean' };
const words = (...allowed: string[]) => ({ type: 'string', enum: allowed });
const delay = { type: ['number', 'null'], minimum: 0 };

const closed = (properties: object, required: string[] = []) => ({
	type: 'object',
	additionalProperties: false,
	required,
	properties,
});

export const settingsSchema = closed({
	deliveries: flag,
	delays: closed({ sent: delay, delivered: delay, seen: delay }),
	answerDelayMs: number,
	slowAnswerMs: number,
	templatesDelayMs: number,
	customerListIntervalMs: number,
	groupPendingMs: delay,
	windowMs: number,
	closedWindow: words('refuse', 'fail'),
	tlsVersion: words('TLSv1.2', 'TLSv1.3'),
	senderIdWithoutPhone: words('bsuid', 'empty'),
	sendHttpStatus: { type: 'integer', enum: [200, 201, 202] },
	sendBodyStatus: text,
	webhooks: closed({
		timeoutMs: number,
		attempts: count,
		backoffMs: { type: 'array', minItems: 1, items: number },
		disableAfter: count,
		concurrency: count,
		copies: count,
		keepQuery: flag,
		unlistedEvents: words('refuse', 'accept'),
		richerCopyMs: delay,
	}),
});

export const clockSchema = closed({ advanceMs: number, runAll: flag });

const fault = closed(
	{
		kind: words(...FAULT_KINDS),
		when: { type: 'string', enum: ['before', 'after'] },
		status: { type: 'integer', minimum: 200, maximum: 599 },
		retryAfter: { type: ['number', 'string'] },
		location: text,
		megabytes: { type: 'number', exclusiveMinimum: 0 },
		delayMs: number,
		type: text,
		message: text,
		rawBody: text,
		contentType: text,
		weight: { type: 'number', exclusiveMinimum: 0 },
	},
	['kind'],
);

export const faultRuleSchema = closed(
	{
		operation: text,
		recipient: { anyOf: [text, { type: 'array', items: text }] },
		numbers: { type: 'array', items: count },
		attempts: { type: 'array', items: count },
		next: count,
		probability: { type: 'number', minimum: 0, maximum: 1 },
		seed: { type: ['number', 'string'] },
		faults: { type: 'array', minItems: 1, items: fault },
	},
	['faults'],
);

const PHONE = '\\+?[1-9]\\d{6,14}';
const BSUID = '[A-Z]{2}\\.[A-Za-z0-9]{1,128}';
const GROUP = '\\d{18}';

/** A phone number with or without its plus sign, or a business-scoped user id. */
const person = { type: 'string', pattern: `^(${PHONE}|${BSUID})$` };
const group = { type: 'string', pattern: `^${GROUP}$` };
const chat = { type: 'string', pattern: `^(${PHONE}|${BSUID}|${GROUP})$` };

const content = {
	type: words('text', 'image', 'video', 'document', 'audio', 'sticker', 'location', 'contacts'),
	text,
	fileUrl: text,
	caption: text,
};

/** An agent's id or e-mail; null: the event's key is null; absent: the event has no such key. */
const agent = { type: ['string', 'null'] };

export const incomingSchema = closed(
	{
		...content,
		from: person,
		group,
		name: text,
		username: text,
		replyTo: text,
		postback: text,
	},
	['from'],
);

export const outgoingSchema = closed(
	{ ...content, to: chat, writtenBy: words('agent', 'assistant'), agent: text },
	['to', 'writtenBy'],
);

export const assignedSchema = closed({ customer: chat, agent }, ['customer']);

export const closedSchema = closed({ customer: chat, agent, closedBy: agent }, ['customer']);

export const ticksSchema = closed(
	{ events: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } } },
	['events'],
);

export const tapSchema = closed(
	{ messageId: text, payload: text, title: text, index: { type: 'integer', minimum: 0 } },
	['messageId'],
);

export const statusSchema = closed(
	{
		status: { type: 'string', enum: ['accepted', 'sent', 'delivered', 'seen', 'failed'] },
		reason: text,
	},
	['status'],
);

export const eventSchema = {
	type: 'object',
	required: ['event'],
	properties: { event: { type: 'string', minLength: 1 } },
};

export const releaseSchema = closed({
	order: {
		anyOf: [
			{ type: 'string', enum: ['same', 'reverse'] },
			{ type: 'array', items: { type: 'integer', minimum: 0 } },
		],
	},
});

const button = {
	type: 'object',
	required: ['kind', 'title'],
	properties: {
		kind: { type: 'string', enum: ['reply', 'url', 'code'] },
		title: { type: 'string', minLength: 1 },
		base: text,
	},
};

const definition = {
	language: text,
	active: flag,
	header: { type: 'string', enum: ['image', 'video', 'document'] },
	body: text,
	footer: text,
	buttons: { type: 'array', minItems: 1, items: button },
	listed: closed({ desc: text, count: { type: 'integer' }, type: text }),
};

export const templatesSchema = closed({
	rows: count,
	templates: {
		type: 'array',
		items: closed({ id: text, ...definition }, ['id', 'language', 'body']),
	},
});

export const templateEditSchema = closed(definition);

export const openLinkSchema = closed({ phone: { type: 'string', pattern: '^[1-9]\\d{6,14}$' } }, [
	'phone',
]);
