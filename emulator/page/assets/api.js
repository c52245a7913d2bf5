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
export const readMessages = (phone) => ask(`/phones/${phone}`);

/** The customer writes a text. */
export const write = (phone, text) => post('/incoming', { from: phone, text });

/** The customer taps a button or a list row. */
export const tap = (messageId, { payload, title }) => post('/tap', { messageId, payload, title });
