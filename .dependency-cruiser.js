// The plan of the house (docs/maintainers/house.md) as rules: `npm run lint` fails for an import that
// breaks it, and test/package/floors.test.ts for a rule that lets one through.

/** From the top: each may import what stands below it. */
const FLOORS = [
	'operations',
	'trigger',
	'waiting',
	'lookups',
	'template',
	'message',
	'sending',
	'api',
	'errors',
	'values',
];

const on = (...floors) => `^nodes/Zoko/(${floors.join('|')})(/|\\.ts$)`;

const upwards = FLOORS.slice(1).map((floor, index) => ({
	name: `up-from-${floor}`,
	severity: 'error',
	from: { path: on(floor) },
	to: { path: on(...FLOORS.slice(0, index + 1)) },
}));

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
	forbidden: [
		...upwards,
		rule('circle', 'Neither can be read without the other.', {}, { circular: true }),
		rule(
			'no-floor',
			'A new folder gets its place in FLOORS; the classes that n8n loads are imported by nobody.',
			{ path: '^(nodes|credentials)/' },
			{ path: '^(nodes/Zoko|credentials)/', pathNot: [on(...FLOORS)] },
		),
		rule(
			'message-knows-n8n',
			'What a valid message is can be read, and tested, without n8n.',
			{ path: on('message') },
			{ path: 'node_modules/n8n-' },
		),
		rule(
			'message-knows-http',
			'Of Zoko over HTTP these know what is written there, and its hosts.',
			{ path: on('message', 'template') },
			{ path: on('api'), pathNot: ['^nodes/Zoko/api/(types|host)\\.ts$'] },
		),
		rule(
			'sending-knows-messages',
			'When a request goes out does not depend on what is in it.',
			{ path: on('sending') },
			{ path: `${on('message', 'template')}|^nodes/Zoko/api/types\\.ts$` },
		),
		rule(
			'emulator-knows-nodes',
			'It would share their mistakes: the wire types are all that both may use.',
			{ path: '^emulator/' },
			{ path: '^(nodes|credentials)/', pathNot: ['^nodes/Zoko/api/types\\.ts$'] },
		),
		rule(
			'nodes-know-their-tests',
			'None of this is in the package.',
			{ path: '^(nodes|credentials)/' },
			{ path: '^(emulator|test|bench|scripts|examples)/' },
		),
		rule('unknown', 'What is not found is not checked.', {}, { couldNotResolve: true }),
	],
	options: {
		// Without this, imports of types vanish before they are looked at.
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		doNotFollow: { path: 'node_modules' },
		enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'types'] },
	},
};
