import assert from 'node:assert/strict';

// The customers of the checks, all of them fictional; see the test numbers of the emulator.
export const ASHA = '919876543201';
export const TEAM = '919876543202';
export const WINDOW_CLOSED = '919876543209';
export const PHONE_OFF = '919876543211';
export const NOT_ON_WHATSAPP = '919876543226';
export const REFUSED = '919876543240';
/** Zoko takes the message, and answers as if it had not. */
export const UNCLEAR = '919876543250';
export const LONDON = '447700900123';

async function customerPath(emulator, phone) {
	const [{ id }] = await emulator.control('GET', `/phones/${phone}`);
	const headers = { apikey: emulator.apiKey };
	const { customer } = await (await fetch(`${emulator.baseUrl}/message/${id}`, { headers })).json();
	return `${emulator.baseUrl}/customer/${customer.id}/tags`;
}

/** The tags of a customer, as Zoko gives them. @param {string} phone digits */
export async function tagsOf(emulator, phone) {
	const headers = { apikey: emulator.apiKey };
	return (await (await fetch(await customerPath(emulator, phone), { headers })).json()).tags;
}

/** Tags a customer, as Zoko's own opt-out does. @param {string} phone digits */
export async function tag(emulator, phone, name) {
	const headers = { apikey: emulator.apiKey };
	const path = `${await customerPath(emulator, phone)}?tag=${name}`;
	assert.ok((await fetch(path, { method: 'POST', headers })).ok);
}
