// Points that are seen with a webhook of the run's own.
import { chosen, faithful, openWords, seenBy, wire } from './table.mjs';

/** Names of events that Zoko is known to have, and does not document for registration. */
export const UNLISTED = [
	'zoko:chat:assigned',
	'zoko:chat:closed',
	'customer:tag:added',
	'customer:optout:clicked',
];

const REGISTERED = { id: 'uuid', url: 'url', 'challengeToken?': 'string|null', events: ['string'] };
const LISTED = chosen('`GET /webhook`');
const WHEN_DISABLED = 'a webhook that answers 500 on purpose, with --webhook, after a yes';

export const WEBHOOK_POINTS = [
	...seenBy('GET /webhook', [
		{ id: 'webhooks.status', assumed: 'The webhooks come with 200.', is: [200], relies: LISTED },
		{
			id: 'webhooks.shape',
			assumed: 'They are a bare list of id, url, events and perhaps challengeToken.',
			shape: [REGISTERED],
			relies: wire('export interface Webhook '),
		},
	]),
	...seenBy('a webhook of the run, with --webhook', [
		{
			id: 'webhook.create',
			assumed: 'Registering is answered with 200.',
			is: [200],
			relies: wire('export interface Webhook '),
		},
		{
			id: 'webhook.shape',
			assumed: 'The answer is the webhook: id, url, events.',
			shape: REGISTERED,
			relies: wire('export interface Webhook '),
		},
		{
			id: 'webhook.update',
			assumed: 'PUT with url and events is answered with 200.',
			is: [200],
			relies: chosen('enabling a webhook again'),
		},
		...UNLISTED.map((event) => ({
			id: `webhook.event.${event}`,
			assumed: `POST /webhook refuses ${event} with 400.`,
			is: [400],
			relies: chosen('registering an event other than the three'),
		})),
		{
			id: 'webhook.delete',
			assumed: 'Removing is answered with 200.',
			is: [200],
			relies: faithful('a body that says `"204"` inside an HTTP'),
		},
		{
			id: 'webhook.delete.body',
			assumed: 'Its body says "204", with message and details.',
			shape: { status: { words: ['204'] }, message: 'string', details: 'string' },
			relies: faithful('a body that says `"204"` inside an HTTP'),
		},
	]),
	...seenBy(WHEN_DISABLED, [
		{
			id: 'disabled.after6',
			assumed: 'Six failed attempts in a row disable a webhook: it gets nothing more.',
			is: ['disabled'],
			relies: chosen('the 6 failures that disable a webhook'),
		},
		{
			id: 'disabled.listed',
			assumed: 'GET /webhook does not list a disabled one.',
			is: ['not listed'],
			relies: LISTED,
		},
		{
			id: 'disabled.read',
			assumed: 'GET /webhook/{id} still shows it: 200.',
			is: [200],
			relies: LISTED,
		},
		{
			id: 'disabled.put',
			assumed: 'PUT enables it again.',
			is: ['enabled'],
			relies: chosen('enabling a webhook again'),
		},
	]),
];

const COMMON = {
	customer: { id: 'uuid', name: 'string' },
	customerName: 'string',
	event: 'string',
	id: 'uuid',
	platform: { words: ['WHATSAPP'] },
	platformSenderId: 'phone with plus',
	platformTimestamp: 'time',
	senderName: 'string',
	type: 'string',
	'text?': 'string',
	'fileUrl?': 'string',
	'fileCaption?': 'string',
	phone: 'phone with plus|null',
	username: 'string|null',
	bsuid: 'string|null',
	chatType: openWords('individual'),
};
const CONTEXT = { 'parentId?': 'uuid', 'postback?': 'string', 'template_id?': 'string' };
const PAYLOADS = 'A payload of %d characters comes back whole in context.postback.';
const LIMITS = ['emulator/message/whatsappRules.ts', 'The limits are Meta'];
const TAP = ['emulator/control/customerActions.ts', 'Lets a customer tap a reply button'];
const QUOTE = ['emulator/control/customerActions.ts', 'replyTo !== undefined && { parentId'];

export const EVENT_POINTS = [
	...seenBy('what Zoko posts, with --webhook', [
		{
			id: 'post.request',
			assumed: 'An event is a POST with a JSON body.',
			is: ['POST, JSON'],
			relies: faithful('webhooks posted without'),
		},
		{
			id: 'post.signature',
			assumed: 'No header signs it.',
			is: ['none'],
			relies: faithful('webhooks posted without'),
		},
		{
			id: 'post.query',
			assumed: 'The query string of the address is lost.',
			is: ['lost'],
			relies: chosen('query string of a webhook URL'),
		},
		{
			id: 'post.once',
			assumed: 'An event that was answered with 200 comes once.',
			is: ['once'],
			relies: ['emulator/README.md', '| `webhooks.copies` |'],
		},
		{
			id: 'post.in',
			assumed: 'message:user:in has the captured keys.',
			shape: {
				...COMMON,
				'context?': CONTEXT,
				deliveryStatus: { words: ['received'] },
				direction: { words: ['FROM_CUSTOMER'] },
			},
			relies: ['docs/trigger.md', '## What a run starts with'],
		},
		{
			id: 'post.out',
			assumed: 'message:store:out has the captured keys, with appType and appName.',
			shape: {
				...COMMON,
				deliveryStatus: openWords('sent'),
				direction: { words: ['FROM_STORE'] },
				'appType?': openWords('direct_api', 'webapp', 'enigma'),
				'appName?': 'string',
				'agentEmail?': 'string|null',
				'templateName?': 'string|null',
			},
			relies: ['docs/trigger.md', '## What a run starts with'],
		},
		{
			id: 'post.update',
			assumed:
				'message:delivery:update has id, status, platform, phone and time, and nothing else.',
			shape: {
				deliveryStatus: 'string',
				event: 'string',
				id: 'uuid',
				platform: { words: ['WHATSAPP'] },
				platformSenderId: 'phone with plus',
				platformTimestamp: 'time',
			},
			relies: faithful('webhooks, delivery updates without customer, type or reason'),
		},
		{
			id: 'update.status',
			assumed: 'Delivery updates say accepted, sent, delivered, seen and failed.',
			is: ['accepted', 'sent', 'delivered', 'seen', 'failed'],
			key: 'deliveryStatus',
			relies: chosen('delivery updates'),
		},
		{
			id: 'update.order',
			assumed: 'By their own times they come as accepted, sent, delivered, seen.',
			is: ['in order'],
			relies: chosen('delivery updates'),
		},
	]),
	...seenBy('taps, answers and a picture on the phone, with --phone and --webhook', [
		{
			id: 'tap.button',
			assumed: 'A tapped button is a text whose context has parentId and postback.',
			is: ['parentId, postback, text'],
			relies: TAP,
		},
		{
			id: 'tap.list',
			assumed: 'A tapped list row looks like a tapped button.',
			is: ['parentId, postback, text'],
			relies: chosen('a tapped list row'),
		},
		{
			id: 'tap.template',
			assumed: 'A tap on a template has template_id in its context too.',
			is: ['parentId, postback, template_id, text'],
			relies: chosen('a tapped list row'),
		},
		{ id: 'payload.button', assumed: PAYLOADS.replace('%d', '256'), is: ['whole'], relies: LIMITS },
		{ id: 'payload.list', assumed: PAYLOADS.replace('%d', '200'), is: ['whole'], relies: LIMITS },
		{
			id: 'payload.template',
			assumed: PAYLOADS.replace('%d', '128'),
			is: ['whole'],
			relies: LIMITS,
		},
		{
			id: 'answer.typed',
			assumed: 'A typed answer is a text without context.',
			is: ['text'],
			relies: QUOTE,
		},
		{
			id: 'answer.quoted',
			assumed: 'A quoted answer has context.parentId alone.',
			is: ['parentId, text'],
			relies: QUOTE,
		},
		{
			id: 'answer.image',
			assumed: 'A picture has type image, and its address in fileUrl and in text.',
			is: ['image, fileUrl is text'],
			relies: chosen('incoming video, document, audio, sticker'),
		},
	]),
];
