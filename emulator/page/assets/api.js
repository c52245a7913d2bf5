async function ask(path, options) {
	const response = await fetch(`/_control${path}`, options);
	const answer = await response.json();
	if (!response.ok) throw new Error(answer.message ?? `HTTP ${response.status}`);
	return answer;
}

const post = (path, body) =>
	ask(path, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});

export const readPhones = () => ask('/phones');
/** One delivery with its payload and attempts. */
export const readDelivery = (id) => ask(`/deliveries/${id}`);
export const readMessages = (phone) => ask(`/phones/${phone}`);

/** Who writes in a group on this page. */
export const MEMBER = { from: '447700900124', name: 'Fiona Grant' };

/** The customer writes a text, or a member of the group does. */
export const write = ({ phone, kind }, text) =>
	post('/incoming', kind === 'group' ? { ...MEMBER, group: phone, text } : { from: phone, text });

/** Somebody in Zoko assigns the chat to an agent, or closes it. */
export const assignChat = (customer, agent) => post('/chats/assigned', { customer, agent });
export const closeChat = (customer, agent) =>
	post('/chats/closed', { customer, agent, closedBy: agent });

/** Ticks the chat events on a webhook, as in Zoko's dashboard. */
export const tickChats = (id) =>
	post(`/webhooks/${id}/events`, { events: ['zoko:chat:assigned', 'zoko:chat:closed'] });

/** The customer taps a button or a list row. */
export const tap = (messageId, { payload, title }) => post('/tap', { messageId, payload, title });
