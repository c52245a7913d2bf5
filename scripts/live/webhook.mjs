// What is asked of a webhook of the run's own: registering, what is posted, disabling, removing.
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../lib/progress.mjs';
import { UNLISTED } from './points/webhooks.mjs';
import { list } from './reads.mjs';

const EVENTS = ['message:user:in', 'message:store:out', 'message:delivery:update'];

/** Registers the run's webhook, and tries the names of events that are not documented. */
export async function register(own, notes, address) {
	// A query string, to see whether Zoko keeps it. The secret stands in the path.
	const url = `${address}${own.path}?live=1`;
	for (const event of UNLISTED) {
		const { status, body } = await own.register(url, [event]);
		notes.see(`webhook.event.${event}`, status);
		if (own.ids.has(body?.id)) await own.remove(body.id);
	}
	const created = await own.register(url, EVENTS);
	notes.see('webhook.create', created.status);
	if (created.status >= 300) return undefined;
	notes.see('webhook.shape', created.body);
	const webhook = { id: created.body?.id, url };
	notes.see('webhook.update', (await put(own, webhook)).status);
	return webhook;
}

const put = (own, { id, url }) =>
	own.client.ask('PUT', `/webhook/${encodeURIComponent(id)}`, { body: { url, events: EVENTS } });

/** Removes the run's webhook, and notes what Zoko says to it. */
export async function unregister(own, notes, { id }) {
	const { status, body } = await own.remove(id);
	notes.see('webhook.delete', status);
	if (status !== 204) notes.see('webhook.delete.body', body);
}

const digits = (text) => String(text ?? '').replace(/\D/g, '');

/**
 * Asks for taps, answers and a picture, and notes what is posted about them.
 * @param {{ receiver: object, prompts: object, phone?: string, sent: Array<{ type: string, id: string }>,
 *   payloads: Record<string, string>, patienceMs: number }} what
 */
export async function askForAnswers(notes, what) {
	const { receiver, prompts, phone, sent, payloads, patienceMs } = what;
	const parents = (type) => sent.find((message) => message.type === type)?.id;
	const incoming = () =>
		receiver
			.named('message:user:in')
			.filter((body) => !phone || digits(body.platformSenderId) === digits(phone));
	const ask = async (request, fits) => {
		const before = new Set(incoming().map(({ id }) => id));
		return await prompts.until(
			request,
			() => incoming().find((body) => !before.has(body.id) && fits(body)),
			patienceMs,
		);
	};
	for (const [kind, type, request] of [
		['button', 'interactive_button', 'On the phone, tap "First" below "Test: which button?".'],
		['list', 'interactive_list', 'Open the list below "Test: which row?", and take "First".'],
		['template', 'buttonTemplate', 'Tap the first button of the template with buttons.'],
	]) {
		const parent = parents(type);
		if (!parent) continue;
		const tap = await ask(request, ({ context }) => context?.parentId === parent);
		if (!tap) continue;
		notes.see(`tap.${kind}`, contextOf(tap));
		const { postback } = tap.context;
		if (typeof postback === 'string' && postback.startsWith(payloads[kind].slice(0, 10)))
			notes.see(
				`payload.${kind}`,
				postback === payloads[kind] ? 'whole' : `${[...postback].length} characters`,
			);
	}
	const typed = await ask('Write any text to the shop.', (body) => body.type === 'text');
	if (typed) notes.see('answer.typed', contextOf(typed));
	if (sent.length > 0) {
		const quoted = await ask(
			'Answer one of the messages by quoting it (swipe it to the right, and write).',
			({ context, type }) => context && type === 'text' && context.postback === undefined,
		);
		if (quoted) notes.see('answer.quoted', contextOf(quoted));
	}
	const picture = await ask('Send any picture.', (body) => body.fileUrl !== undefined);
	if (picture) notes.see('answer.image', pictureOf(picture));
}

const CONTEXT_KEYS = ['parentId', 'postback', 'template_id'];

/** The keys of a context that say something, and the type. */
function contextOf({ context, type }) {
	const keys = Object.keys(context ?? {}).filter((key) => context[key] != null);
	const known = keys.filter((key) => CONTEXT_KEYS.includes(key)).sort();
	const more = keys.length > known.length ? ['more keys'] : [];
	return [...known, ...more, type === 'text' ? 'text' : 'another type'].join(', ');
}

const pictureOf = ({ type, fileUrl, text }) =>
	`${type === 'image' ? 'image' : 'another type'}, fileUrl ${fileUrl === text ? 'is' : 'is not'} text`;

/**
 * Lets the webhook fail six times, and looks at what Zoko makes of it. Zoko tries to write an e-mail to
 * the account's owner then, so it asks first.
 */
export async function tryDisabling(
	own,
	notes,
	webhook,
	{ receiver, prompts, patienceMs, quietMs },
) {
	const question =
		'See how Zoko disables a webhook? Only the one of this run fails, but Zoko may write an e-mail about it to the owner of the account.';
	if (!(await prompts.agreed(question))) return;
	const failures = () => receiver.events.filter(({ answered }) => answered === 500).length;
	receiver.answer = 500;
	const six = await prompts.until(
		'Write two texts to the shop. Each is refused here.',
		() => (failures() >= 6 ? true : undefined),
		patienceMs,
	);
	receiver.answer = 200;
	if (!six) return say('There were no six attempts in this time: not seen');
	await sleep(quietMs);
	const before = receiver.events.length;
	await prompts.ask('Write another text to the shop, and press Enter.');
	await sleep(quietMs);
	const disabled = receiver.events.length === before;
	notes.see('disabled.after6', disabled ? 'disabled' : 'still posted');
	if (!disabled) return;
	const { client } = own;
	const listed = list((await client.ask('GET', '/webhook')).body).some(
		({ id }) => id === webhook.id,
	);
	notes.see('disabled.listed', listed ? 'listed' : 'not listed');
	const read = await client.ask('GET', `/webhook/${encodeURIComponent(webhook.id)}`);
	notes.see('disabled.read', read.status);
	await put(own, webhook);
	const arrived = await prompts.until(
		'Write a last text to the shop.',
		() => (receiver.events.length > before ? true : undefined),
		patienceMs,
	);
	if (arrived !== null) notes.see('disabled.put', arrived ? 'enabled' : 'nothing is posted');
}
