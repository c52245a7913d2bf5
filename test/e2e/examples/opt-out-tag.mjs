import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA, TEAM } from './people.mjs';

/** The tags of the customer who got a message, as Zoko gives them. */
async function tags({ emulator }, { id }) {
	const read = async (path) => {
		const response = await fetch(emulator.baseUrl + path, {
			headers: { apikey: emulator.apiKey },
		});
		return await response.json();
	};
	const { customer } = await read(`/message/${id}`);
	return JSON.stringify(await read(`/customer/${customer.id}/tags`));
}

export const checks = {
	'STOP tags the customer and says so': async (flow) => {
		await flow.write(ASHA, ' Stop ');
		const messages = await flow.outcome();
		assert.deepEqual(messages.map(summary), [
			[ASHA, 'You will get no more offers from us. Write START if you change your mind.'],
		]);
		assert.match(await tags(flow, messages[0]), /opted-out/);
	},
	'the word inside a sentence does nothing': async (flow) => {
		await flow.write(ASHA, 'Please do not stop, and start soon');
		assert.deepEqual(await flow.outcome(), []);
	},
	'START takes the tag away': async (flow) => {
		await flow.write(ASHA, 'START');
		const messages = await flow.outcome();
		assert.deepEqual(messages.map(summary), [
			[ASHA, 'Welcome back! You will get our offers again.'],
		]);
		assert.doesNotMatch(await tags(flow, messages[0]), /opted-out/);
	},
	'START from somebody who never opted out: nothing': async (flow) => {
		await flow.write(TEAM, 'start');
		await flow.write(ASHA, 'START');
		assert.deepEqual(await flow.outcome(), []);
	},
};
