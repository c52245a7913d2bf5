// What the posts of a run show, once all of them are there.

const SIGNS = /sign|hmac|digest|zoko|challenge|token/i;
/** Names that say nothing about an account. */
const USUAL =
	/^(?:x-)?(?:zoko-|hub-|webhook-)?(?:signature|hmac|digest|token|challenge)(?:-(?:sha)?256)?$/i;
const nameOf = (header) => (USUAL.test(header) ? header : `a name of ${header.length}`);
/** What is further apart is no delay, but one of two times that are not meant. */
const DAY_MS = 24 * 3_600_000;

const RANK = ['accepted', 'sent', 'delivered', 'seen'];
const rankOf = (status) => RANK.indexOf(status === 'read' ? 'seen' : status);

/** Notes everything that the receiver was sent. */
export function lookAtEvents(receiver, notes) {
	for (const { method, headers, search, body } of receiver.events) {
		const json = /^application\/json\b/.test(headers['content-type']) && body !== undefined;
		notes.see('post.request', method === 'POST' && json ? 'POST, JSON' : 'something else');
		const signs = Object.keys(headers).filter((name) => SIGNS.test(name));
		notes.see('post.signature', signs.length === 0 ? 'none' : signs.map(nameOf).join(', '));
		notes.see('post.query', search === '' ? 'lost' : 'kept');
	}
	for (const body of receiver.named('message:user:in')) notes.see('post.in', body);
	for (const body of receiver.named('message:store:out')) notes.see('post.out', body);
	const updates = receiver.named('message:delivery:update');
	for (const body of updates) {
		notes.see('post.update', body);
		notes.see('update.status', body.deliveryStatus);
	}
	const copies = new Map();
	for (const { body, answered } of receiver.events) {
		if (answered !== 200 || !body?.id) continue;
		const key = JSON.stringify([body.event, body.id, body.deliveryStatus]);
		copies.set(key, (copies.get(key) ?? 0) + 1);
	}
	for (const count of copies.values())
		notes.see('post.once', count === 1 ? 'once' : 'more than once');
	lookAtOrder(receiver, updates, notes);
}

/** The order of one message's updates: by their own times a point, by their arrival a figure. */
function lookAtOrder(receiver, updates, notes) {
	const rising = (bodies) =>
		bodies.every(
			(body, index) =>
				index === 0 || rankOf(bodies[index - 1].deliveryStatus) <= rankOf(body.deliveryStatus),
		);
	let arrivedOutOfOrder = false;
	const ids = [...new Set(updates.map(({ id }) => id))];
	for (const id of ids) {
		const ofOne = updates.filter((body) => body.id === id && rankOf(body.deliveryStatus) >= 0);
		const byTime = [...ofOne].sort(byTimestamp);
		notes.see('update.order', rising(byTime) ? 'in order' : 'another order');
		if (!rising(ofOne)) arrivedOutOfOrder = true;
	}
	if (ids.length === 0) return;
	const delays = receiver.events
		.filter(({ body }) => body?.event === 'message:delivery:update')
		.map(({ at, body }) => at - Date.parse(body.platformTimestamp))
		.filter((delay) => Math.abs(delay) < DAY_MS)
		.sort((a, b) => a - b);
	notes.measured.updates = {
		arrivedOutOfOrder,
		delayMs: { median: delays[delays.length >> 1], longest: delays.at(-1) },
	};
}

/** Texts of one clock and up to six digits compare like the times that they are. */
const byTimestamp = (a, b) =>
	Date.parse(a.platformTimestamp) - Date.parse(b.platformTimestamp) ||
	String(a.platformTimestamp).localeCompare(String(b.platformTimestamp));
