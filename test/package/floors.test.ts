// The rules of .dependency-cruiser.js let through what they should, and nothing else.
import { brokenRules } from '../harness/project';

jest.setTimeout(60_000);

/** From the top. */
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

/** A file of a floor, and the path by which another floor imports it. */
const file = (floor: string) => `nodes/Zoko/${floor === 'values' ? 'values' : `${floor}/room`}.ts`;
const from = (floor: string, other: string) =>
	`./${floor === 'values' ? '' : '../'}${file(other).slice('nodes/Zoko/'.length, -'.ts'.length)}`;

/** Each floor imports these of the others. */
const house = (others: (floor: number) => string[]) =>
	Object.fromEntries(
		FLOORS.map((floor, index) => [file(floor), others(index).map((other) => from(floor, other))]),
	);

const ALLOWED_BELOW: Record<string, string[]> = {
	template: ['message', 'sending', 'errors', 'values'],
	message: ['sending', 'errors', 'values'],
};

const RIGHT: Record<string, string[]> = {
	...house((index) => ALLOWED_BELOW[FLOORS[index] ?? ''] ?? FLOORS.slice(index + 1)),
	'nodes/Zoko/Zoko.node.ts': ['n8n-workflow', './operations/room', './lookups/room'],
	'credentials/ZokoApi.credentials.ts': ['../nodes/Zoko/values'],
	'nodes/Zoko/api/types.ts': [],
	'nodes/Zoko/api/host.ts': [],
	'nodes/Zoko/message/draft.ts': ['../api/types', '../api/host', 'libphonenumber-js/core'],
	'nodes/Zoko/template/row.ts': ['../api/types'],
	'emulator/server.ts': ['../nodes/Zoko/api/types', 'fastify'],
	'test/some.ts': ['../nodes/Zoko/Zoko.node', '../emulator/server'],
};

it('lets the house stand', async () => {
	expect(await brokenRules(RIGHT)).toEqual([]);
});

it('stops every arrow upwards', async () => {
	const upwards = await brokenRules(house((index) => FLOORS.slice(0, index)));
	expect(upwards.filter((line) => line.startsWith('up-from-'))).toEqual(
		FLOORS.flatMap((floor, index) =>
			FLOORS.slice(0, index).map(() => `up-from-${floor}: ${file(floor)}`),
		).sort(),
	);
});

const WRONG: Array<[rule: string, path: string, module: string]> = [
	['circle', 'nodes/Zoko/operations/one.ts', './other'],
	['message-knows-n8n', 'nodes/Zoko/message/workflow.ts', 'n8n-workflow'],
	['message-knows-n8n', 'nodes/Zoko/message/core.ts', 'n8n-core'],
	['message-knows-http', 'nodes/Zoko/message/http.ts', '../api/room'],
	['message-knows-http', 'nodes/Zoko/template/http.ts', '../api/room'],
	['sending-knows-messages', 'nodes/Zoko/sending/wire.ts', '../api/types'],
	['up-from-api', 'nodes/Zoko/api/up.ts', '../operations/room'],
	['no-floor', 'nodes/Zoko/api/node.ts', '../Zoko.node'],
	['no-floor', 'nodes/Zoko/api/attic.ts', '../attic/room'],
	['no-floor', 'nodes/Zoko/api/credential.ts', '../../../credentials/ZokoApi.credentials'],
	['emulator-knows-nodes', 'emulator/host.ts', '../nodes/Zoko/api/host'],
	['emulator-knows-nodes', 'emulator/credential.ts', '../credentials/ZokoApi.credentials'],
	['nodes-know-their-tests', 'nodes/Zoko/operations/emulator.ts', '../../../emulator/server'],
	['nodes-know-their-tests', 'nodes/Zoko/operations/test.ts', '../../../test/some'],
	['unknown', 'nodes/Zoko/api/unknown.ts', '../api/gone'],
];

it('stops each of these, and says why', async () => {
	const wrong = {
		...RIGHT,
		...Object.fromEntries(WRONG.map(([, path, module]) => [path, [module]])),
		'nodes/Zoko/operations/other.ts': ['./one'],
		'nodes/Zoko/attic/room.ts': [],
	};
	expect(await brokenRules(wrong)).toEqual(WRONG.map(([rule, path]) => `${rule}: ${path}`).sort());
});
