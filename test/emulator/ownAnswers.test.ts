import { LIST, VALID } from './bodies';
import { Bench, Receiver } from './harness';

const at = (suffix: string) => `9198765432${suffix}`;

const SECTIONS = [
	{ title: 'North', items: [{ title: 'Harbour', payload: 'harbour' }] },
	{ title: 'South', items: [{ title: 'Station', payload: 'station' }] },
];

const tapped = (text: string, postback: string) => ({ text, postback, ours: true });

/** Messages with something to tap, and what a tap on the first and on the last of it brings. */
const ASKING = [
	[
		{ type: 'interactive_button', ...VALID.interactive_button },
		tapped('Yes', 'yes'),
		tapped('No', 'no'),
	],
	[
		{
			type: 'interactive_list',
			interactiveList: { ...LIST, list: { title: 'Branches', sections: SECTIONS } },
		},
		tapped('Harbour', 'harbour'),
		tapped('Station', 'station'),
	],
	[
		{
			type: 'buttonTemplate',
			templateId: 'order_confirm_cod',
			templateArgs: ['Asha', 'A1', '₹ 9', 'cod_yes', 'cod_no'],
		},
		tapped('Confirm', 'cod_yes'),
		tapped('Cancel', 'cod_no'),
	],
] as const;

describe('test numbers that answer by themselves', () => {
	const receiver = Receiver.use();
	const bench = Bench.use();
	beforeEach(async () => {
		await bench.hook(receiver.url, ['message:user:in']);
	});

	/** Sends a message, lets everything happen, and returns what the customer answered. */
	const answers = async (suffix: string, body: object) => {
		const id = await bench.sent({ recipient: at(suffix), ...body });
		await bench.emulator.clock.runAll();
		return receiver.events.map(({ text, context }) => ({
			text,
			postback: (context as { postback?: string } | undefined)?.postback,
			ours: (context as { parentId?: string } | undefined)?.parentId === id,
		}));
	};

	describe.each(ASKING)('asked by %j', (body, first, last) => {
		test.each([
			['70', []],
			['71', [first]],
			['72', [last]],
			['73', [{ text: 'Yes please, and thank you!', postback: undefined, ours: false }]],
			['74', [first, last]],
		])('%s answers %j', async (suffix, expected) => {
			expect(await answers(suffix, body)).toEqual(expected);
		});
	});

	test('answer 2 s after the message reached the phone, not before', async () => {
		const { clock, settings } = bench.emulator;
		settings.delays = { sent: 100, delivered: 200, seen: null };
		await bench.sent({ recipient: at('71'), ...ASKING[0][0] });
		await clock.advance(2299);
		expect(receiver.events).toHaveLength(0);
		await clock.advance(1);
		expect(receiver.events).toHaveLength(1);
	});

	test('do not answer what does not arrive', async () => {
		bench.emulator.settings.delays.delivered = null;
		expect(await answers('71', ASKING[0][0])).toEqual([]);
	});

	test.each(['71', '72', '73', '74'])(
		'%s says nothing to a message without choices',
		async (suffix) => {
			expect(await answers(suffix, { type: 'text', ...VALID.text })).toEqual([]);
			expect(await answers(suffix, { type: 'image', ...VALID.image })).toEqual([]);
		},
	);
});
