// The workflows that are run around an install.

const start = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	parameters: {},
};

/** A manual start and these nodes, one after the other. */
function chain(...nodes) {
	const all = [start, ...nodes].map((node, index) => ({
		id: `node-${index}`,
		typeVersion: 1,
		position: [index * 220, 0],
		...node,
	}));
	const connections = Object.fromEntries(
		nodes.map(({ name }, index) => [
			all[index].name,
			{ main: [[{ node: name, type: 'main', index: 0 }]] },
		]),
	);
	return { nodes: all, connections };
}

/** Sends one text. */
export const sending = () => ({
	name: 'One text',
	...chain({
		name: 'Tell the customer',
		type: 'n8n-nodes-zoko.zoko',
		parameters: { recipient: '+91 98765 43201', text: 'Packed' },
	}),
});

/** Sends a file that an earlier node has made. @param {string} text what is in it */
export const sendingFile = (text) => ({
	name: 'One file',
	...chain(
		{
			name: 'Text',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ text }), options: {} },
		},
		{
			name: 'File',
			type: 'n8n-nodes-base.convertToFile',
			typeVersion: 1.1,
			parameters: { operation: 'toText', sourceProperty: 'text', options: {} },
		},
		{
			name: 'Send the file',
			type: 'n8n-nodes-zoko.zoko',
			parameters: {
				operation: 'sendDocument',
				recipient: '+91 98765 43201',
				mediaSource: 'binary',
			},
		},
	),
});

/** Needs nothing of the package. */
export const afterwards = () => ({
	name: 'Without the package',
	...chain({ name: 'Nothing', type: 'n8n-nodes-base.noOp', parameters: {} }),
});
