// Five copies of each event over two webhook processes. Zoko repeats what it got no answer for, and
// duplicates are normal besides: one of them starts a run that sends.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { update } from '../trigger/shop.mjs';
import { repeated } from '../batch.mjs';
import { CUSTOMERS, scenarioOf, sendText } from './shop.mjs';

const COPIES = 5;
/** The most events of a check. */
const EVENTS = 300;
/** No event begins after so many milliseconds, except with --thorough: a check takes what it has time for. */
const TIME = 30_000;
/** Events under way at the same time, by the milliseconds between their copies. */
const UNDER_WAY = { 0: 1, 10: 1, 100: 2, 1000: 6 };

/** For `none` of so many: what the share is below, with a certainty of 95 %. */
const bound = (none) => `below ${((3 / none) * 100).toFixed(1)} %`;

/** Does work for one thing after the other, so many at a time, until none is left or time is up. */
async function each(things, atATime, end, work) {
	const left = [...things];
	const worker = async () => {
		while (left.length > 0 && Date.now() < end) await work(left.shift());
	};
	await Promise.all(Array.from({ length: atATime }, worker));
	return things.slice(0, things.length - left.length);
}

/**
 * Brings every event five times, and counts what came of it.
 * @param {number} gapMs between the copies
 * @param {() => Promise<void>} [meanwhile]
 */
async function bring(shop, gapMs, meanwhile = async () => {}) {
	const phones = CUSTOMERS.slice(0, EVENTS);
	await shop.customers(phones);
	const planned = phones.map((phone) => ({
		...update(randomUUID()),
		platformSenderId: `+${phone}`,
	}));
	// What is sent brings no news of its own; nothing is given up while a process is away.
	await shop.settings({
		deliveries: false,
		webhooks: { attempts: 50, backoffMs: [1000, 2000, 4000], disableAfter: 100_000 },
	});
	const text = sendText('Text', '={{ $json.phone }}', '={{ $json.messageId }}');
	const published = await shop.publish(shop.after(['messageDelivered'], [text]));
	const copies = Array.from({ length: COPIES }, (_, copy) => copy);
	const end = shop.context.thorough ? Infinity : Date.now() + TIME;
	const bringing = each(planned, UNDER_WAY[gapMs], end, async (event) => {
		await Promise.all(
			copies.map(async (copy) => {
				await sleep(copy * gapMs);
				await shop.emulator.control('POST', '/events', event);
			}),
		);
	});
	const [events] = await Promise.all([bringing, meanwhile()]);
	const counts = await shop.settled(published);
	const texts = await shop.texts();
	await shop.withdraw(published);

	const runs = Object.values(counts).reduce((sum, count) => sum + count, 0);
	const lost = events.filter(({ id }) => !texts.includes(id)).length;
	const twice = repeated(texts).length;
	const told = `${twice} of ${events.length} twice, ${lost} lost, ${runs} runs`;
	assert.ok(twice === 0 && lost === 0, told);
	return `${told}: ${bound(events.length)}`;
}

async function killed(shop) {
	return await bring(shop, 1000, async () => {
		await sleep(3000);
		await shop.queue.kill('webhook1');
		await shop.queue.start('webhook1');
	});
}

export default scenarioOf({
	'five copies at the same moment send once': (shop) => bring(shop, 0),
	'five copies 10 ms apart send once': (shop) => bring(shop, 10),
	'five copies 100 ms apart send once': (shop) => bring(shop, 100),
	'five copies a second apart send once': (shop) => bring(shop, 1000),
	'the same while a webhook process is killed and started again': killed,
});
