// A workflow that sends many texts with one node, and what to ask of what became of them.

/** Fictional numbers (Ofcom's range for drama). */
export const PHONES = Array.from(
	{ length: 40 },
	(_, index) => `4477009005${String(index).padStart(2, '0')}`,
);

/** A node of a workflow. @param {number} x its place in the editor */
export const node = (name, type, parameters, x, more = {}) => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [x, 0],
	parameters,
	...more,
});

/** Connects nodes in their order, and makes a workflow of them. @param {object[]} nodes */
export function chain(name, nodes) {
	const connections = {};
	nodes.slice(1).forEach((next, index) => {
		connections[nodes[index].name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	});
	return { name, nodes, connections };
}

/** The node of a batch that sends. */
export const SENDS = 'Send updates';

/**
 * A manual start, `count` items with a phone and a text, and the node that sends them.
 * @param {object} [options] those of the node
 * @param {object} [settings] the node's own, such as retryOnFail
 * @param {string[]} [phones]
 */
export function batch(name, count, options = {}, settings = {}, phones = PHONES) {
	const rows = `={{ { rows: Array.from({ length: ${count} }, (_, n) => ({ n, to: '+' + ${JSON.stringify(phones)}[n % ${phones.length}], text: '${name} ' + n })) } }}`;
	const parameters = { recipient: '={{ $json.to }}', text: '={{ $json.text }}', options };
	return chain(name, [
		node('Start', 'n8n-nodes-base.manualTrigger', {}, 0),
		node('Rows', 'n8n-nodes-base.set', { mode: 'raw', jsonOutput: rows, options: {} }, 200, {
			typeVersion: 3.4,
		}),
		node('Items', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'rows', options: {} }, 400),
		node(SENDS, 'n8n-nodes-zoko.zoko', parameters, 600, settings),
	]);
}

/** The texts that occur more than once. @param {string[]} texts */
export function repeated(texts) {
	const seen = new Set();
	const again = new Set();
	for (const text of texts) (seen.has(text) ? again : seen).add(text);
	return [...again];
}
