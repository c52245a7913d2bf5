import type { Webhook } from '../../nodes/Zoko/api/types';
import { diagnose, type WebhookFault } from '../../nodes/Zoko/trigger/repair';
import { digestOf } from '../../nodes/Zoko/trigger/secret';

const ADDRESS = 'https://n8n.example.com/webhook/a/a/';
const SECRET = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);
const EVENTS = ['message:user:in', 'message:delivery:update'];

const registered = {
	address: ADDRESS,
	events: EVENTS,
	nonce: 'n',
	secretDigest: digestOf(SECRET),
};

const at = (secret: string, events = EVENTS): Omit<Webhook, 'id'> => ({
	url: `${ADDRESS}${secret}`,
	events,
});
const foreign = { url: `https://n8n.example.com/webhook/b/b/${SECRET}`, events: ['x'] };

interface Case {
	what: string;
	listed: Array<Omit<Webhook, 'id'>>;
	/** What the present API key gives; the registered one unless told. */
	secret?: string;
	fault?: WebhookFault;
	right?: string;
	surplus?: string[];
}

const CASES: Case[] = [
	{ what: 'all is well', listed: [foreign, at(SECRET)], right: 'w1' },
	{
		what: 'the order of events says nothing',
		listed: [at(SECRET, [...EVENTS].reverse())],
		right: 'w0',
	},
	{ what: 'it is gone', listed: [], fault: 'missing' },
	{ what: 'only those of others are there', listed: [foreign], fault: 'missing' },
	{
		what: 'an event is missing',
		listed: [at(SECRET, ['message:user:in'])],
		fault: 'events',
		right: 'w0',
	},
	{
		what: 'an event was ticked for it in the dashboard',
		listed: [at(SECRET, [...EVENTS, 'x'])],
		right: 'w0',
	},
	{ what: 'it has another secret', listed: [at(OTHER)], fault: 'secret', surplus: ['w0'] },
	{
		what: 'a crash has left one behind',
		listed: [at(OTHER), at(SECRET), foreign],
		right: 'w1',
		surplus: ['w0'],
	},
	{ what: 'there are two of it', listed: [at(SECRET), at(SECRET)], right: 'w0', surplus: ['w1'] },
	{
		what: 'the key was changed, and it is there',
		listed: [at(SECRET)],
		secret: OTHER,
		right: 'w0',
	},
	{
		what: 'the key was changed, and its events too',
		listed: [at(SECRET, ['x'])],
		secret: OTHER,
		fault: 'events',
		right: 'w0',
	},
	{ what: 'the key was changed, and it is gone', listed: [foreign], secret: OTHER, fault: 'key' },
	{
		what: 'the key was changed, and others are there',
		listed: [at(OTHER)],
		secret: OTHER,
		fault: 'key',
	},
	{
		what: 'an odd address is no matter',
		listed: [{ url: '', events: [] }, at(SECRET)],
		right: 'w1',
	},
];

it.each(CASES)('$what', ({ listed, secret = SECRET, fault, right, surplus = [] }) => {
	const all = listed.map((webhook, index) => ({ ...webhook, id: `w${index}` }));
	const found = diagnose(all, registered, secret);
	expect(found.fault).toBe(fault);
	expect(found.right?.id).toBe(right);
	expect(found.surplus.map(({ id }) => id)).toEqual(surplus);
});
