// The thirteen messages, to one phone whose owner has agreed.
import { say } from '../lib/progress.mjs';
import { TYPES } from './points/messages.mjs';
import { readMessage } from './reads.mjs';
import { argumentFor, templateToSend } from './templates.mjs';

/** Public files, for accounts that give none of their own with --media. */
export const MEDIA = {
	image: 'https://www.gstatic.com/webp/gallery/1.jpg',
	video: 'https://www.w3schools.com/html/mov_bbb.mp4',
	document: 'https://www.w3.org/WAI/ER/tests/xhtml/testfiles/resources/pdf/dummy.pdf',
	audio: 'https://www.w3schools.com/html/horse.mp3',
	sticker: 'https://www.gstatic.com/webp/gallery/1.webp',
};

/** A payload of an exact length, told from others by its beginning. */
const payload = (name, length) => `live:${name}:`.padEnd(length, 'x');

export const PAYLOADS = {
	button: payload('button', 256),
	list: payload('list', 200),
	template: payload('template', 128),
};

/** The body of a message of a type, without recipient; undefined when the account has no template for it. */
function content(type, rows, media) {
	const reply = (title, value) => ({ reply: { title, payload: value } });
	switch (type) {
		case 'text':
			return { message: 'n8n-nodes-zoko test: text' };
		case 'image':
		case 'video':
		case 'document':
			return { message: media[type], caption: `n8n-nodes-zoko test: ${type}` };
		case 'audio':
		case 'sticker':
			return { message: media[type] };
		case 'location':
			return { message: '12.9716:77.5946' };
		case 'contacts': {
			const name = { formattedName: 'Test Contact', firstName: 'Test', lastName: 'Contact' };
			return { contacts: { whatsappContacts: [{ name, phones: [{ phone: '+12025550143' }] }] } };
		}
		case 'interactive_button':
			return {
				interactiveButton: {
					header: { type: 'text', text: 'n8n-nodes-zoko' },
					body: { text: 'Test: which button?' },
					footer: { text: 'Tap the first one' },
					buttons: [reply('First', PAYLOADS.button), reply('Second', 'live:second')],
				},
			};
		case 'interactive_list':
			return {
				interactiveList: {
					header: { text: 'n8n-nodes-zoko' },
					body: { text: 'Test: which row?' },
					footer: { text: 'Take the first one' },
					list: {
						title: 'Open the list',
						sections: [
							{
								title: 'Rows',
								items: [
									{ title: 'First', description: 'This one', payload: PAYLOADS.list },
									{ title: 'Second', description: 'Not this one', payload: 'live:row' },
								],
							},
						],
					},
				},
			};
		default:
			return templateContent(type, rows, media);
	}
}

function templateContent(type, rows, media) {
	const found = templateToSend(rows, type);
	if (!found) return undefined;
	let buttons = 0;
	const args = found.slots.map((slot) => {
		const first = slot.part === 'button' && ++buttons === 1;
		return argumentFor(slot, media, first ? PAYLOADS.template : `live:template:${buttons}`);
	});
	const { templateId, templateLanguage } = found.row;
	return { templateId, templateLanguage, templateArgs: args };
}

/**
 * Sends one message of each type, one after the other, each once whatever is answered.
 * @param {{ phone: string, rows: object[], media: Record<string, string> }} what
 * @returns {Promise<Array<{ type: string, id: string }>>} what Zoko took
 */
export async function sendAll(client, notes, { phone, rows, media }) {
	const recipient = phone.replace('+', '');
	await sendWithoutRecipient(client, notes);
	const taken = [];
	for (const type of TYPES) {
		const body = content(type, rows, media);
		if (!body) {
			say(`${type}: the account has no active template of this kind that can be filled in`);
			continue;
		}
		const id = await send(client, notes, type, { channel: 'whatsapp', recipient, type, ...body });
		say(`${type}: ${id ? 'accepted' : 'not accepted'}`);
		if (id) taken.push({ type, id });
	}
	return taken;
}

async function sendWithoutRecipient(client, notes) {
	const nobody = { channel: 'whatsapp', recipient: '', type: 'text', message: 'test' };
	const { status, body } = await client.ask('POST', '/message', { body: nobody });
	notes.see('send.invalid', status);
	notes.see('send.invalid.type', body?.type);
}

async function send(client, notes, type, message) {
	const { status, body } = await client
		.ask('POST', '/message', { body: message })
		.catch(() => ({ status: 0 }));
	const id = body?.messageId;
	const taken = status >= 200 && status < 300 && typeof id === 'string';
	if (status === 409) {
		// Closed windows say nothing about the type.
		notes.see('send.window', body?.type);
		return undefined;
	}
	if (status !== 429) notes.see(`send.${type}`, taken ? 'accepted' : `answered with ${status}`);
	if (!taken) return undefined;
	notes.see('send.status', status);
	notes.see('send.body', body);
	notes.see('send.customerId', 'customerId' in body ? 'present' : 'absent');
	return id;
}

const DAY_MS = 24 * 3_600_000;
const LAST = /^(?:seen|read|failed)$/;

/** Waits until the newest message was read or has failed, as its history tells. */
export async function untilRead(client, prompts, taken, patienceMs) {
	const { id } = taken.at(-1);
	let asked = 0;
	await prompts.until(
		'Open the chat on the phone, so that the messages count as read.',
		async () => {
			if (Date.now() - asked < 1_000) return undefined;
			asked = Date.now();
			const { body } = await client.ask('GET', `/message/${encodeURIComponent(id)}/history`);
			const states = Array.isArray(body?.history) ? body.history.map(({ state }) => state) : [];
			return states.some((state) => LAST.test(state)) || undefined;
		},
		patienceMs,
	);
}

/** Reads every message that was taken, and how long its steps took. */
export async function readSent(client, notes, taken) {
	notes.measured.steps = [];
	for (const { type, id } of taken) {
		const entries = await readMessage(client, notes, id, type);
		const times = entries.map((entry) => Date.parse(entry.happendAt ?? entry.happenedAt));
		const first = Math.min(...times.filter((time) => time > 0));
		const after = times.map((time) => time - first);
		// A time that is none would give away the others.
		const afterFirstMs = after.map((wait) => (wait >= 0 && wait < DAY_MS ? wait : null));
		notes.measured.steps.push({ type, afterFirstMs });
	}
}
