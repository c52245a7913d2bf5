import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA, tagsOf, TEAM } from './people.mjs';

const goodbye = (phone) => [
	phone,
	'You will get no more offers from us. Write START if you change your mind.',
];
const SPELLINGS = [
	...[
		'STOP.',
		'Stop!',
		'STOP 🛑',
		'\u200eSTOP\u200b',
		'ＳＴＯＰ',
		'𝗦𝘁𝗼𝗽',
		'"stop"',
		'*Stop*',
		'sto\u00adp',
	],
	...[
		'opt-out',
		'Opt out',
		'OPTOUT',
		'Unsubscribe',
		'Stop please',
		'please stop',
		'Stop all offers',
	],
	...['stop, thank you', 'No more messages please'],
];
const SENTENCES = [
	'Please do not stop, and start soon',
	'Where is the bus stop?',
	'Stop by tomorrow',
	'What are my options?',
	'Do you have no more lamps',
	'I cannot start the lamp',
];

export const checks = {
	'STOP tags the customer, who keeps all other tags, and says so': async (flow) => {
		await flow.write(ASHA, ' Stop ');
		const messages = await flow.outcome();
		assert.deepEqual(messages.map(summary), [goodbye(ASHA)]);
		assert.ok((await tagsOf(flow.emulator, ASHA)).includes('OPT_OUT'));
	},
	'every spelling of it': async (flow) => {
		for (const [at, text] of SPELLINGS.entries()) await flow.write(`9198765434${10 + at}`, text);
		const messages = await flow.outcome();
		const said = messages.map(summary).sort();
		assert.deepEqual(
			said,
			SPELLINGS.map((_, at) => goodbye(`9198765434${10 + at}`)),
		);
		for (const message of messages)
			assert.ok((await tagsOf(flow.emulator, message.phone)).includes('OPT_OUT'));
	},
	'a tapped button "Stop promotions"': async (flow) => {
		await flow.write(TEAM, 'Hello');
		const { messageId } = await flow.emulator.send({
			recipient: TEAM,
			type: 'interactive_button',
			interactiveButton: {
				body: { text: 'Our new lamps' },
				buttons: [{ reply: { title: 'Stop promotions', payload: 'stop-promotions' } }],
			},
		});
		const sent = (await flow.messagesTo(TEAM, 1)).find(({ id }) => id === messageId);
		await flow.tap(sent, 'stop-promotions');
		assert.deepEqual((await flow.outcome()).slice(1).map(summary), [goodbye(TEAM)]);
	},
	'the word inside a sentence does nothing': async (flow) => {
		for (const text of SENTENCES) await flow.write(ASHA, text);
		assert.deepEqual(await flow.outcome(), []);
	},
	'START takes the tag away': async (flow) => {
		await flow.write(ASHA, 'START!');
		const messages = await flow.outcome();
		assert.deepEqual(messages.map(summary), [
			[ASHA, 'Welcome back! You will get our offers again.'],
		]);
		assert.ok(!(await tagsOf(flow.emulator, ASHA)).includes('OPT_OUT'));
	},
	'START from somebody who never opted out: nothing': async (flow) => {
		await flow.write('919876543450', 'start');
		await flow.write(ASHA, 'Start');
		assert.deepEqual(await flow.outcome(), []);
	},
};
