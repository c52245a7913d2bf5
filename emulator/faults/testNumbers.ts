import type { Fault } from './faults';
import type { SeedCustomer } from '../store/seed';

/** A recipient that always behaves in one way, in the manner of the test cards of a payment sandbox. */
export interface TestNumber {
	phone: string;
	name: string;
	/** What happens, in a few words. */
	note: string;
	/** False: the window never opens, whatever the customer writes, so only templates pass. */
	windowOpen: boolean;
	/** How the request is answered. */
	fault?: Fault;
	/** True: only the first, third, fifth … request to the number meets the fault. */
	everySecond?: boolean;
	/** Delivery goes no further than this. */
	stopsAt?: 'sent' | 'delivered';
	/** Accepted, then failed for this reason. */
	failure?: string;
	/** The event of a message comes twice, first without agent, writer and template. */
	poorFirstCopy?: boolean;
	/** What the customer does by herself with every message that offers something to tap. */
	answers?: readonly OwnAnswer[];
}

/** Something that a customer does by herself, so long after the message reached the phone. */
export type OwnAnswer = { afterMs: number } & ({ tap: 'first' | 'last' } | { text: string });

const HOUR_MS = 3_600_000;

/** How long a customer who answers by herself takes to read. */
const ANSWER_MS = 2000;

const PREFIX = '9198765432';

/** The last two digits are the reminder: 29 for a 429, 53 for a 503, 11 for one tick and so on. */
export const TEST_NUMBERS: readonly TestNumber[] = [
	{
		phone: `${PREFIX}09`,
		name: 'Farah (09)',
		note: 'Window always closed: 409 for anything but a template',
		windowOpen: false,
	},
	{
		phone: `${PREFIX}11`,
		name: 'Gopal (11)',
		note: 'One tick: sent, never delivered',
		windowOpen: true,
		stopsAt: 'sent',
	},
	{
		phone: `${PREFIX}12`,
		name: 'Harun (12)',
		note: "The message's event comes twice: first without agent, writer and template, then whole",
		windowOpen: true,
		poorFirstCopy: true,
	},
	{
		phone: `${PREFIX}22`,
		name: 'Hina (22)',
		note: 'Two ticks: delivered, never read',
		windowOpen: true,
		stopsAt: 'delivered',
	},
	{
		phone: `${PREFIX}26`,
		name: 'Ivan (26)',
		note: 'Not on WhatsApp: accepted, then failed with 131026',
		windowOpen: true,
		failure: '131026: Message undeliverable',
	},
	{
		phone: `${PREFIX}47`,
		name: 'Jaya (47)',
		note: 'Window found closed later: accepted, then failed with 131047',
		windowOpen: true,
		failure: '131047: Re-engagement message',
	},
	{
		phone: `${PREFIX}49`,
		name: 'Kiran (49)',
		note: 'Held back by Meta: accepted, then failed with 131049',
		windowOpen: true,
		failure: '131049: This message was not delivered to maintain healthy ecosystem engagement.',
	},
	{
		phone: `${PREFIX}40`,
		name: 'Leo (40)',
		note: 'Refused: 400 for every message',
		windowOpen: true,
		fault: {
			kind: 'status',
			when: 'before',
			status: 400,
			type: 'validation_error',
			message: 'recipient is not a valid phone number',
		},
	},
	{
		phone: `${PREFIX}29`,
		name: 'Maya (29)',
		note: 'Rate limit: 429 with Retry-After 1, the next request passes',
		windowOpen: true,
		everySecond: true,
		fault: { kind: 'status', when: 'before', status: 429, retryAfter: 1 },
	},
	{
		phone: `${PREFIX}53`,
		name: 'Nils (53)',
		note: 'Unavailable: 503, the next request passes',
		windowOpen: true,
		everySecond: true,
		fault: { kind: 'status', when: 'before', status: 503 },
	},
	{
		phone: `${PREFIX}50`,
		name: 'Olga (50)',
		note: 'Error after accepting: 500 although the message is taken',
		windowOpen: true,
		fault: { kind: 'status', when: 'after', status: 500 },
	},
	{
		phone: `${PREFIX}00`,
		name: 'Priya (00)',
		note: 'Connection cut after accepting: nothing comes back',
		windowOpen: true,
		fault: { kind: 'reset', when: 'after' },
	},
	{
		phone: `${PREFIX}08`,
		name: 'Quentin (08)',
		note: 'Slow: answers after 8 s',
		windowOpen: true,
		fault: { kind: 'slow', when: 'after' },
	},
	{
		phone: `${PREFIX}77`,
		name: 'Rosa (77)',
		note: 'Hangs after accepting: never answers',
		windowOpen: true,
		fault: { kind: 'timeout', when: 'after' },
	},
	{
		phone: `${PREFIX}10`,
		name: 'Tara (10)',
		note: '101 Switching Protocols after accepting, and nothing more',
		windowOpen: true,
		fault: { kind: 'switchProtocols' },
	},
	{
		phone: `${PREFIX}30`,
		name: 'Umar (30)',
		note: 'Redirect after accepting: 302 to the same place',
		windowOpen: true,
		fault: { kind: 'status', when: 'after', status: 302, location: '/v2/message' },
	},
	{
		phone: `${PREFIX}42`,
		name: 'Vera (42)',
		note: 'Accepted, but the answer is 200 with a 429 inside',
		windowOpen: true,
		fault: {
			kind: 'status',
			when: 'after',
			status: 200,
			rawBody: '{"status":"429","message":"too many requests"}',
			contentType: 'application/json',
		},
	},
	{
		phone: `${PREFIX}52`,
		name: 'Wanda (52)',
		note: "Accepted, but a proxy answers 503 with words that are not Zoko's",
		windowOpen: true,
		fault: {
			kind: 'status',
			when: 'after',
			status: 503,
			rawBody:
				'<html><body>upstream connect error or disconnect/reset before headers. reset reason: connection termination</body></html>',
		},
	},
	{
		phone: `${PREFIX}66`,
		name: 'Xavi (66)',
		note: 'Trickles after accepting: a blank now and then for 10 minutes',
		windowOpen: true,
		fault: { kind: 'trickle', delayMs: 600_000 },
	},
	{
		phone: `${PREFIX}44`,
		name: 'Yara (44)',
		note: 'Accepted, and the answer is 400 MB long',
		windowOpen: true,
		fault: { kind: 'hugeBody' },
	},
	{
		phone: `${PREFIX}99`,
		name: 'Zeno (99)',
		note: 'Given up by a proxy after accepting: 499',
		windowOpen: true,
		fault: { kind: 'status', when: 'after', status: 499, rawBody: '' },
	},
	{
		phone: `${PREFIX}20`,
		name: 'Sami (20)',
		note: 'Accepted, but the answer has no messageId',
		windowOpen: true,
		fault: { kind: 'noMessageId', when: 'after' },
	},
	{
		phone: `${PREFIX}70`,
		name: 'Bruno (70)',
		note: 'Reads and never answers',
		windowOpen: true,
	},
	{
		phone: `${PREFIX}71`,
		name: 'Bina (71)',
		note: 'Taps the first button or row after 2 s',
		windowOpen: true,
		answers: [{ afterMs: ANSWER_MS, tap: 'first' }],
	},
	{
		phone: `${PREFIX}72`,
		name: 'Dev (72)',
		note: 'Taps the last button or row after 2 s',
		windowOpen: true,
		answers: [{ afterMs: ANSWER_MS, tap: 'last' }],
	},
	{
		phone: `${PREFIX}73`,
		name: 'Esther (73)',
		note: 'Types an answer after 2 s where she could tap',
		windowOpen: true,
		answers: [{ afterMs: ANSWER_MS, text: 'Yes please, and thank you!' }],
	},
	{
		phone: `${PREFIX}74`,
		name: 'Cyrus (74)',
		note: 'Taps the first button or row after 2 s, and the last one second later',
		windowOpen: true,
		answers: [
			{ afterMs: ANSWER_MS, tap: 'first' },
			{ afterMs: ANSWER_MS + 1000, tap: 'last' },
		],
	},
];

const BY_PHONE = new Map(TEST_NUMBERS.map((number) => [number.phone, number]));

/** The rule of a number (digits only), if it is a test number. */
export function testNumber(phone: string): TestNumber | undefined {
	return BY_PHONE.get(phone);
}

/** The test numbers as customers of the demo shop. */
export function testCustomers(): SeedCustomer[] {
	return TEST_NUMBERS.map(({ phone, name, note, windowOpen }) => ({
		channelId: phone,
		name,
		note,
		wroteMsAgo: (windowOpen ? 2 : 50) * HOUR_MS,
	}));
}
