// The workflows that are run around an install.

const start = {
	id: 'start',
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const after = (node) => ({
	nodes: [start, { id: 'next', typeVersion: 1, position: [220, 0], ...node }],
	connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
});

/** Sends one text. */
export const sending = () => ({
	name: 'One text',
	...after({
		name: 'Tell the customer',
		type: 'n8n-nodes-zoko.zoko',
		parameters: { recipient: '+91 98765 43201', text: 'Packed' },
	}),
});

/** Needs nothing of the package. */
export const afterwards = () => ({
	name: 'Without the package',
	...after({ name: 'Nothing', type: 'n8n-nodes-base.noOp', parameters: {} }),
});
