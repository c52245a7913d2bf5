import { problemOf } from '../../nodes/Zoko/errors/node-error';
import { ZokoError } from '../../nodes/Zoko/errors/problem';
import { unsent } from '../../nodes/Zoko/operations/send/unsent';
import { problemFromAnswer } from '../../nodes/Zoko/errors/answer';
import { EVENT_OPTIONS } from '../../nodes/Zoko/trigger/events';
import { readEvent } from '../../nodes/Zoko/trigger/read-event';
import { simplified } from '../../nodes/Zoko/trigger/output';
import { phoneDigits } from '../../nodes/Zoko/message/phone';
import { Bench, OPEN, Receiver } from '../emulator/harness';
import { refusalOf } from '../harness/form';
import { page, tableUnder } from './pages';

const AGENT = 'meera@shop.example';
/** An event of which only the name is known. */
const OTHER = { event: 'customer:tag:added', customerId: 'c1' };

const plain = (cell = '') => cell.replace(/^`|`$/g, '');
const countryIn = (cell = '') => (cell === '–' ? undefined : cell);

describe('docs/phone-numbers.md', () => {
	const phones = page('docs/phone-numbers.md');

	it.each(tableUnder(phones, '## Taken'))(
		'%s with %s is sent to %s',
		(written, country, digits) => {
			expect(phoneDigits('Recipient', plain(written), countryIn(country))).toBe(digits);
		},
	);

	it.each(tableUnder(phones, '## Refused'))('%s with %s: %s', (written, country, words) => {
		const refusal = refusalOf(() => phoneDigits('Recipient', plain(written), countryIn(country)));
		expect(refusal.message).toContain(words);
	});
});

it('docs/troubleshooting.md shows an error item as the node makes it', () => {
	const [shown] = page('docs/troubleshooting.md').blocks.map(
		({ code }) => JSON.parse(code) as object,
	);
	const body = { message: 'New customer - please use template message' };
	const problem = problemFromAnswer({ status: 409, headers: {}, body }, 'sends');
	const { message, ...rest } = problemOf(unsent(new ZokoError(problem)));
	expect(shown).toEqual({ error: message, ...rest });
});

describe('docs/trigger.md', () => {
	/** The sample of each event, by its name. */
	const samples = new Map(
		page('docs/trigger.md')
			.blocks.map(({ code }) => JSON.parse(code) as Record<string, unknown>)
			.filter(({ missing }) => missing === undefined)
			.map((sample) => [sample.event, sample]),
	);
	const inTable = tableUnder(page('docs/trigger.md'), '## What a run starts with')
		.map(([keys = '']) => [...keys.matchAll(/`(\w+)`/g)].map(([, key]) => key))
		.flat();

	let bench: Bench;
	let receiver: Receiver;
	const received = new Map<string, Record<string, unknown>>();

	beforeAll(async () => {
		bench = await Bench.start();
		receiver = await Receiver.start();
		const webhook = await bench.hook(receiver.url);
		const events = ['zoko:chat:assigned', 'zoko:chat:closed'];
		await bench.control('POST', `/webhooks/${webhook}/events`, { events });
		const id = await bench.sent({
			type: 'buttonTemplate',
			templateId: 'order_confirm_cod',
			templateLanguage: 'en',
			templateArgs: ['Asha', 'A1001', '₹ 1,499', 'confirm-A1001', 'cancel-A1001'],
		});
		await bench.sent({ recipient: '919876543226', type: 'text', message: 'Hello' });
		await bench.emulator.clock.runAll();
		await bench.control('POST', '/incoming', { from: OPEN, text: 'Where is my order?' });
		await bench.control('POST', '/tap', { messageId: id, index: 0 });
		await bench.control('POST', '/chats/assigned', { customer: OPEN, agent: AGENT });
		await bench.control('POST', '/chats/closed', { customer: OPEN, agent: AGENT, closedBy: AGENT });
		await bench.emulator.clock.runAll();
		for (const body of [...receiver.events, OTHER]) {
			const event = readEvent(body);
			if (event) received.set(event.name, simplified(event, {}));
		}
	});
	afterAll(async () => {
		await receiver.close();
		await bench.close();
	});

	it.each(EVENT_OPTIONS.map(({ value }) => value))(
		'%s has its sample, with the real keys',
		(name) => {
			const sample = samples.get(name);
			const real = received.get(name);
			expect(real).toBeDefined();
			const added = name === 'messageFailed' ? ['failureReason'] : [];
			const keys = (item: object = {}) => Object.keys(item);
			expect(keys(sample).sort()).toEqual([...keys(real), ...added].sort());
			expect(sample?.event).toBe(name);
			expect(sample?.status).toBe(real?.status);
			expect(Object.keys(sample ?? {}).filter((key) => !inTable.includes(key))).toEqual([]);
		},
	);

	it('the message of Include Message has the keys that Zoko gives', async () => {
		const { body } = await bench.api(
			'GET',
			`/message/${received.get('messageRead')?.messageId as string}`,
		);
		const message = samples.get(undefined)?.message as object;
		expect(Object.keys(body)).toEqual(expect.arrayContaining(Object.keys(message)));
	});
});
