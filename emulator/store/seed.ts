import type { Agent, Member, Team } from './types';

const HOUR_MS = 3_600_000;

export const AGENTS: readonly Agent[] = [
	{
		id: 'a0000000-0000-4000-8000-000000000001',
		firstName: 'Meera',
		lastName: 'Nair',
		email: 'meera@shop.example',
		role: 'owner',
		active: true,
		available: true,
	},
	{
		id: 'a0000000-0000-4000-8000-000000000002',
		firstName: 'Tom',
		lastName: 'Becker',
		email: 'tom+orders@shop.example',
		role: 'admin',
		active: true,
		available: false,
	},
	{
		id: 'a0000000-0000-4000-8000-000000000003',
		firstName: 'Lina',
		lastName: null,
		email: 'lina@shop.example',
		role: 'salesman',
		active: true,
		available: true,
	},
	{
		id: 'a0000000-0000-4000-8000-000000000004',
		firstName: 'Omar',
		lastName: '',
		email: 'omar@shop.example',
		role: 'salesman',
		active: false,
		available: false,
	},
	{
		id: 'a0000000-0000-4000-8000-000000000005',
		firstName: 'Priti',
		lastName: 'Shah',
		email: 'priti@shop.example',
		role: 'Salesman (Limited)',
		active: true,
		available: true,
	},
];

/** A team and the agents in it; the count that the API reports is theirs. */
export interface SeedTeam extends Omit<Team, 'memberCount'> {
	memberIds: string[];
}

export const TEAMS: readonly SeedTeam[] = [
	{
		id: 'b0000000-0000-4000-8000-000000000001',
		name: 'Orders',
		description: 'Shipping and returns',
		active: true,
		memberIds: ['a0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000003'],
	},
	{
		id: 'b0000000-0000-4000-8000-000000000002',
		name: 'Support',
		description: 'First line',
		active: true,
		memberIds: [
			'a0000000-0000-4000-8000-000000000001',
			'a0000000-0000-4000-8000-000000000003',
			'a0000000-0000-4000-8000-000000000004',
		],
	},
];

export interface SeedCustomer {
	channelId: string;
	name: string;
	username?: string;
	note?: string;
	/** How long ago the customer wrote last; null: never. */
	wroteMsAgo: number | null;
	lastWords?: string;
	/** Who wrote the last words, in a group. */
	lastWriter?: Member;
	tags?: string[];
}

/** Ordinary customers of the demo shop; the test numbers come from `faults/testNumbers`. */
export const DEMO_CUSTOMERS: readonly SeedCustomer[] = [
	{
		channelId: '919876543201',
		name: 'Asha Rao',
		wroteMsAgo: HOUR_MS / 6,
		lastWords: 'Hi! Has my order left the warehouse yet?',
		tags: ['vip', 'mumbai'],
	},
	{
		channelId: '919876543202',
		name: 'Bilal Khan',
		wroteMsAgo: HOUR_MS,
		lastWords: 'Do you have the blue lamp in stock?',
	},
	{
		channelId: '919876543203',
		name: 'Chitra Menon',
		wroteMsAgo: 50 * HOUR_MS,
		lastWords: 'Thank you!',
	},
	{ channelId: '447700900123', name: 'Daniel Price', wroteMsAgo: null },
	{
		channelId: '12025550143',
		name: 'Elena García',
		wroteMsAgo: 3 * HOUR_MS,
		lastWords: 'Can I still change the delivery address?',
	},
	{
		channelId: 'IN.4kQ7z92mXb1RtY8w',
		name: 'Uma',
		username: 'uma.reads',
		note: 'A user name and no phone number: can write and tap, cannot be sent to through the API',
		wroteMsAgo: 4 * HOUR_MS,
		lastWords: 'Do you ship to Goa?',
	},
	{
		channelId: '120363041234567890',
		name: 'Book club',
		note: 'A group: its members write, the API cannot send to it',
		wroteMsAgo: 5 * HOUR_MS,
		lastWords: 'Who orders the next book?',
		lastWriter: { phone: '447700900124', name: 'Fiona Grant' },
	},
];
