import { createEmulator, type Emulator } from '../../emulator';
import { filesIn, readText } from '../harness/project';
import { Live, KEY, PHONE, WRITTEN, freePort, type LiveOptions } from './command';
import { PLANTED, plant } from './planted';

jest.setTimeout(300_000);

interface Point {
	id: string;
	result: 'as assumed' | 'differs' | 'new' | 'not seen';
	findings: string[];
	relies: { file: string; line: number };
}

let emulator: Emulator;
const runs: Live[] = [];

beforeEach(async () => {
	emulator = await createEmulator({
		apiKey: KEY,
		settings: {
			delays: { sent: 50, delivered: 50, seen: 50 },
			webhooks: { backoffMs: [20], timeoutMs: 60_000 },
		},
	});
});
afterEach(async () => {
	for (const run of runs.splice(0)) run.remove();
	await emulator.close();
});

function live(options: Partial<LiveOptions> = {}): Live {
	const run = new Live({ baseUrl: emulator.baseUrl, ...options });
	runs.push(run);
	return run;
}

async function endsWell(run: Live) {
	const code = await run.ended;
	expect([run.output, code]).toEqual([run.output, 0]);
}

/** A group with a member and somebody who asks to join. */
function chessEvening() {
	const group = emulator.store.groups.create({ subject: 'Chess evening' }, 0);
	group.autoApproval = true;
	group.open('919876543203', 0);
	group.autoApproval = false;
	group.open('919876543204', 0);
}

/** Every part of the command, with somebody who does what it asks. */
async function wholeRun(baseUrl: string): Promise<Live> {
	chessEvening();
	const port = await freePort();
	const args = ['--phone', `+${PHONE}`, '--webhook', `http://127.0.0.1:${port}`];
	const more = ['--port', String(port), '--patience', '120', '--quiet', '1'];
	const run = live({ baseUrl, args: [...args, ...more], url: emulator.url });
	await endsWell(run);
	return run;
}

const pointsOf = (run: Live): Point[] => {
	const text = run.file('live-report.json');
	if (text === undefined) throw new Error(`There is no report:\n${run.output}`);
	return (JSON.parse(text) as { points: Point[] }).points;
};

const idsOf = (points: Point[], ...results: Array<Point['result']>) =>
	points
		.filter(({ result }) => results.includes(result))
		.map(({ id }) => id)
		.sort();

const webhooks = () => [...emulator.store.webhooks.values()];

const OTHER = 'c0000000-0000-4000-8000-000000000001';

/** Stands for a webhook of somebody else, which is nobody's business. */
function otherWebhook() {
	const url = 'https://shop.example/webhook/n8n-nodes-zoko';
	const events = ['message:user:in'];
	emulator.store.webhooks.set(OTHER, {
		id: OTHER,
		url,
		events,
		active: true,
		failuresInARow: 0,
	});
}

/** What does not come by itself. */
const NEVER_SEEN = ['limit.retryAfter', 'limit.type', 'send.window'];

describe('a whole run', () => {
	it('finds the emulator to be as assumed, and tells nothing about anybody', async () => {
		otherWebhook();
		const run = await wholeRun(emulator.baseUrl);
		const points = pointsOf(run);
		expect(points.filter(({ result }) => result === 'differs' || result === 'new')).toEqual([]);
		expect(idsOf(points, 'not seen')).toEqual(NEVER_SEEN);
		expect(webhooks().map(({ id }) => id)).toEqual([OTHER]);
		expect(run.file('.live-webhooks.json')).toBeUndefined();

		const types = emulator.store.book.map(({ body }) => body?.type);
		expect(new Set(types).size).toBe(13);
		expect(types).toHaveLength(13);
		expect(tellTales(run)).toEqual([]);
	});

	it('finds ten planted differences, and nothing else', async () => {
		const proxy = await plant(emulator.url);
		try {
			const points = pointsOf(await wholeRun(proxy.baseUrl));
			expect(PLANTED).toHaveLength(10);
			expect(idsOf(points, 'differs', 'new')).toEqual([...PLANTED].sort());
		} finally {
			proxy.close();
		}
	});
});

/** Keys, phones, names, texts, ids and addresses of the account that the reports hold. */
function tellTales(run: Live): string[] {
	const { store } = emulator;
	const customers = [...store.customers.values()];
	const messages = [...store.messages.values()];
	const private_ = [
		KEY,
		PHONE,
		...WRITTEN,
		...customers.flatMap(({ id, name, channelId, username, tags }) => [
			id,
			name,
			...name.split(' '),
			channelId,
			username,
			...tags,
		]),
		...store.agents.flatMap(({ id, firstName, lastName, email }) => [
			id,
			firstName,
			lastName,
			email,
		]),
		...store.teams.flatMap(({ id, name, description }) => [id, name, description]),
		...store.templates.flatMap(({ id, body, footer, buttons }) => [
			id,
			body,
			footer,
			...(buttons ?? []).map(({ title }) => title),
		]),
		...messages.flatMap(({ id, incoming }) => [id, incoming?.text, incoming?.fileCaption]),
	];
	const words = private_.filter((word): word is string => Boolean(word) && word!.length > 3);
	expect(words.length).toBeGreaterThan(150);
	const reports = ['live-report.md', 'live-report.json'].map((name) => run.file(name) ?? '');
	expect(reports.every((text) => text.length > 5_000)).toBe(true);
	expect(run.output).not.toContain(KEY);
	// As words of their own: 'Sales' is not told by 'salesman'. What the command itself says is no news.
	const ours = filesIn('scripts/live')
		.map((path) => readText(path) ?? '')
		.join('\n');
	const holds = (text: string, word: string) =>
		new RegExp(`(?<!\\p{L})${word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?!\\p{L})`, 'u').test(
			text,
		);
	const told = words.filter((word) => reports.some((text) => holds(text, word)));
	return told.filter((word) => !holds(ours, word));
}

describe('a run that reads', () => {
	it('sends nothing, registers nothing, and asks for customers once', async () => {
		otherWebhook();
		const run = live();
		await endsWell(run);
		const methods = emulator.requests.entries.map(({ method }) => method);
		expect(new Set(methods)).toEqual(new Set(['GET']));
		expect(idsOf(pointsOf(run), 'differs', 'new')).toEqual([]);
		expect(webhooks()).toHaveLength(1);
	});

	it('sends nothing without a yes', async () => {
		const run = live({ args: ['--phone', `+${PHONE}`] });
		await run.says(/Type yes/);
		run.type('y');
		await endsWell(run);
		expect(run.output).toContain(`+${PHONE}`);
		expect(run.output).toContain('Nothing was sent');
		expect(emulator.store.acceptedCount).toBe(0);
	});

	it('every assumption stands in a line of the repository', async () => {
		const run = live();
		await run.ended;
		const points = pointsOf(run);
		expect(points.length).toBeGreaterThan(80);
		expect(points.filter(({ relies }) => relies.line < 1)).toEqual([]);
		expect(new Set(points.map(({ id }) => id)).size).toBe(points.length);
	});
});

describe('what is refused, with advice', () => {
	it.each([
		['no key', { key: '' }, /environment variable ZOKO_API_KEY/],
		['a wrong key', { key: 'wrong' }, /does not take this API key \(401\)/],
		['another host', { baseUrl: 'https://zoko.example/v2' }, /ZOKO_BASE_URL has to be/],
		['a phone without a plus', { args: ['--phone', PHONE] }, /plus sign and country code/],
		['an address of nobody', { args: ['--webhook', 'shop.example'] }, /https address/],
		['an unknown option', { args: ['--nonsense'] }, /--nonsense[\s\S]*npm run live/],
	])('%s', async (_what, options, words) => {
		const run = live(options);
		expect(await run.ended).toBe(1);
		expect(run.output).toMatch(words);
		expect(run.output).not.toMatch(/\n {4}at /);
		expect(run.file('live-report.json')).toBeUndefined();
	});

	it('an address that leads elsewhere, before anything is registered', async () => {
		const [port, nobody] = [await freePort(), await freePort()];
		const args = ['--webhook', `http://127.0.0.1:${nobody}`, '--port', String(port)];
		const run = live({ args });
		expect(await run.ended).toBe(1);
		expect(run.output).toContain('does not reach this machine');
		expect(emulator.requests.entries.some(({ method }) => method === 'POST')).toBe(false);
	});
});

describe('a run that ends in its midst', () => {
	async function untilRegistered(): Promise<Live> {
		otherWebhook();
		const port = await freePort();
		const args = ['--webhook', `http://127.0.0.1:${port}`, '--port', String(port)];
		const run = live({ args });
		await run.says(/Write any text to the shop/);
		expect(webhooks()).toHaveLength(2);
		return run;
	}

	it.each([
		['SIGINT', 130],
		['SIGTERM', 143],
	] as const)('%s removes its webhook, and no other', async (signal, code) => {
		const run = await untilRegistered();
		expect(await run.end(signal)).toBe(code);
		expect(webhooks().map(({ id }) => id)).toEqual([OTHER]);
		expect(run.file('.live-webhooks.json')).toBeUndefined();
	});

	it.each([
		['that Zoko still lists, from anywhere', false],
		['that Zoko has disabled, and does not list', true],
	])('after SIGKILL the next start removes a webhook %s', async (_which, disabled) => {
		const killed = await untilRegistered();
		expect(await killed.end('SIGKILL')).toBeNull();
		expect(webhooks()).toHaveLength(2);
		const left = webhooks().find(({ id }) => id !== OTHER);
		if (left && disabled) left.active = false;

		const next = live(disabled ? { folder: killed.folder } : {});
		await endsWell(next);
		expect(next.output).toContain('Removed 1 webhook of an earlier run');
		expect(webhooks().map(({ id }) => id)).toEqual([OTHER]);
		expect(next.file('.live-webhooks.json')).toBeUndefined();
	});
});
