// A run from its first request to its last.
import { say } from '../lib/progress.mjs';
import { lookAtEvents } from './events.mjs';
import { Notes } from './notes.mjs';
import { OwnWebhooks } from './own-webhooks.mjs';
import { POINTS } from './points.mjs';
import { Prompts } from './prompts.mjs';
import {
	checkKey,
	readCustomer,
	readGroups,
	readMessage,
	readPeople,
	readTemplates,
	readWebhooks,
	watchErrors,
} from './reads.mjs';
import { Receiver } from './receiver.mjs';
import { PAYLOADS, readSent, sendAll, untilRead } from './sends.mjs';
import { askForAnswers, register, tryDisabling, unregister } from './webhook.mjs';

/**
 * Looks at Zoko as far as the options allow.
 * @param {import('./client.mjs').Client} client
 * @param {object} options those of the command line, `run.parts` is filled with what was done
 * @returns {Promise<Notes>}
 */
export async function runLive(client, options) {
	const { run, step, beforeStop, phone, webhook } = options;
	const notes = new Notes(POINTS);
	const own = new OwnWebhooks(client, options.to);
	beforeStop(() => own.removeAll());
	const prompts = new Prompts();
	beforeStop(() => prompts.close());
	watchErrors(client, notes);

	await step('Key, and what an earlier run left', async () => {
		await checkKey(client, notes);
		const removed = await own.removeLeft(await readWebhooks(client, notes));
		if (removed > 0) say(`Removed ${removed} webhook${removed > 1 ? 's' : ''} of an earlier run`);
	});
	const rows = await step('Reading', async () => {
		await readPeople(client, notes);
		await readCustomer(client, notes);
		await readGroups(client, notes);
		if (options.message !== undefined) {
			run.parts.push('message');
			await readMessage(client, notes, options.message);
		}
		return await readTemplates(client, notes);
	});
	const hook = webhook && (await openWebhook(own, notes, options));
	const sent = phone
		? await step('The thirteen messages', () =>
				sendTo(client, notes, { ...options, rows, prompts }),
			)
		: [];
	if (hook) {
		await step('Webhook', async () => {
			run.parts.push('webhook');
			const what = { ...options, ...hook, prompts, sent, payloads: PAYLOADS };
			await askForAnswers(notes, what);
			lookAtEvents(hook.receiver, notes);
			await tryDisabling(own, notes, hook.registered, what);
			await unregister(own, notes, hook.registered);
			await own.removeAll();
		});
	}
	prompts.close();
	return notes;
}

async function openWebhook(own, notes, { webhook, port, beforeStop }) {
	const receiver = new Receiver(own.path);
	await receiver.open(port);
	beforeStop(() => receiver.close());
	await receiver.reachedBy(`${webhook}${own.path}`);
	const registered = await register(own, notes, webhook);
	if (registered) say('Registered a webhook. It is removed at the end, also after Ctrl-C.');
	else say('Zoko refused the webhook: not seen');
	return registered && { receiver, registered };
}

async function sendTo(client, notes, { run, phone, rows, media, prompts, patienceMs }) {
	const question = `Send the thirteen kinds of message to ${phone}? Its owner has to have agreed.`;
	if (!(await prompts.agreed(question))) {
		say('Nothing was sent');
		return [];
	}
	run.parts.push('messages');
	await prompts.ask(
		'Write any text from that phone to the WhatsApp number of the shop, so that it may be written to for 24 hours, and press Enter.',
	);
	const sent = await sendAll(client, notes, { phone, rows, media });
	if (sent.length === 0) return sent;
	await untilRead(client, prompts, sent, patienceMs);
	await readSent(client, notes, sent);
	return sent;
}
