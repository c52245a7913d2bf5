import type { Fault } from './faults';
import type { SeedCustomer } from '../store/seed';

/** A recipient that always behaves in one way, in the manner of the test cards of a payment sandbox. */
export interface TestNumber {
	phone: string;
	name: string;
	/** What happens, in a few words. */
	note: string;
	/** False: no open window, so only templates pass. */
	windowOpen: boolean;
	/** How the request is answered. */
	fault?: Fault;
	/** True: only the first, third, fifth … request to the number meets the fault. */
	everySecond?: boolean;
	/** Delivery goes no further than this. */
	stopsAt?: 'sent' | 'delivered';
	/** Accepted, then failed for this reason. */
	failure?: string;
}

const PREFIX = '9198765432';

/** The last two digits are the reminder: 29 for a 429, 53 for a 503, 11 for one tick and so on. */
export const TEST_NUMBERS: readonly TestNumber[] = [
	{
		phone: `${PREFIX}09`,
		name: 'Farah (09)',
		note: 'Window closed: 409 for anything but a template',
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
		phone: `${PREFIX}20`,
		name: 'Sami (20)',
		note: 'Accepted, but the answer has no messageId',
		windowOpen: true,
		fault: { kind: 'noMessageId', when: 'after' },
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
		phone,
		name,
		note,
		wroteMsAgo: windowOpen ? 7_200_000 : null,
	}));
}
