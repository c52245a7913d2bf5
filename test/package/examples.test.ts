import { NodeHelpers, type INode, type INodeProperties, type INodeType } from 'n8n-workflow';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import { ZokoTrigger } from '../../nodes/Zoko/ZokoTrigger.node';
import { filesIn, readJson, readText } from '../harness/project';

interface Example {
	name: string;
	nodes: INode[];
	connections: Record<string, { main: Array<Array<{ node: string }>> }>;
	pinData: Record<string, unknown[]>;
	active: boolean;
}

/** n8n's own nodes in versions that n8n 1.123 has too, so that the file can be imported there. */
const BUILT_IN: Record<string, number> = {
	dataTable: 1,
	filter: 2.2,
	httpRequest: 4.2,
	if: 2.2,
	manualTrigger: 1,
	noOp: 1,
	removeDuplicates: 2,
	scheduleTrigger: 1.2,
	set: 3.4,
	splitOut: 1,
	stopAndError: 1,
	stickyNote: 1,
	switch: 3.2,
	wait: 1.1,
	webhook: 2,
};
const OWN: Record<string, INodeType> = { zoko: new Zoko(), zokoTrigger: new ZokoTrigger() };

/** Size of a node on the canvas with its name and subtitle below, in pixels. */
const NODE = { width: 96, height: 150 };

const PATHS = filesIn('examples').filter((path) => path.endsWith('.json'));
const README = readText('examples/README.md') ?? '';

const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';
const shortType = ({ type }: INode) => type.replace(/^.*\./, '');

function box({ position: [left, top], parameters, ...node }: INode) {
	const size = isNote({ ...node, position: [left, top], parameters }) ? parameters : NODE;
	return { left, top, right: left + Number(size.width), bottom: top + Number(size.height) };
}

function overlap(one: INode, other: INode): boolean {
	const [a, b] = [box(one), box(other)];
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

it('there are example workflows', () => expect(PATHS.length).toBeGreaterThan(10));

describe.each(PATHS)('%s', (path) => {
	const example = readJson<Example>(path);
	const names = example.nodes.map(({ name }) => name);
	const notes = example.nodes.filter(isNote);
	const nodes = example.nodes.filter((node) => !isNote(node));
	const own = nodes.filter(({ type }) => type.startsWith('n8n-nodes-zoko.'));

	it('is in the list of examples, and has an expectation in the end-to-end tests', () => {
		const file = path.replace(/^.*\//, '');
		expect(README).toContain(`](${file})`);
		const expectation = `test/e2e/examples/${file.replace(/json$/, 'mjs')}`;
		expect([expectation, readText(expectation)]).toEqual([expectation, expect.any(String)]);
	});

	it('holds no credential, no secret and no address that n8n would share between copies', () => {
		for (const node of example.nodes) {
			expect(node).not.toHaveProperty('credentials');
			expect(node).not.toHaveProperty('webhookId');
		}
		for (const node of nodes.filter(({ type }) => type === 'n8n-nodes-base.webhook'))
			expect(node.parameters.path).toBe('');
		expect(readText(path)).not.toMatch(/hmac|apikey|authorization|shpat_|bearer |password/i);
	});

	it('uses node types and versions that n8n has had for a year', () => {
		for (const node of nodes) {
			const version = own.includes(node) ? 1 : BUILT_IN[shortType(node)];
			expect([node.name, node.typeVersion]).toEqual([node.name, version]);
		}
	});

	it('connects nodes that exist, and pins data to them', () => {
		expect(new Set(names).size).toBe(names.length);
		const connected = Object.entries(example.connections).flatMap(([from, { main }]) => [
			from,
			...main.flat().map(({ node }) => node),
		]);
		expect(names).toEqual(expect.arrayContaining(connected));
		expect(names).toEqual(expect.arrayContaining(Object.keys(example.pinData)));
		// A trigger alone hears the answers to runs that wait.
		const alone = nodes.filter(({ name }) => !connected.includes(name));
		expect(alone.filter(({ type }) => shortType({ type } as INode) !== 'zokoTrigger')).toEqual([]);
	});

	it('hears the answers that its runs wait for', () => {
		const asks = own.some(({ parameters }) => parameters.operation === 'sendAndWait');
		const hears = own.some(({ parameters: { events } }) =>
			(events as string[] | undefined)?.includes('replyReceived'),
		);
		expect([asks, hears]).toEqual([asks, asks || hears]);
	});

	it('reads the tag OPT_OUT before it sends a marketing message', () => {
		const byHand = nodes.some((node) => shortType(node) === 'manualTrigger');
		const templates = JSON.stringify(own.map(({ parameters }) => parameters.template ?? ''));
		if (byHand || !/abandoned_cart|review_request/.test(templates)) return;
		expect(own.map(({ parameters }) => parameters.operation)).toContain('getTags');
		expect(readText(path)).toContain('OPT_OUT');
	});

	it('has an event pinned to everything that waits for one', () => {
		const waiting = nodes.filter((node) => ['webhook', 'zokoTrigger'].includes(shortType(node)));
		for (const { name } of waiting) expect(example.pinData[name]).toHaveLength(1);
		expect(JSON.stringify(example.pinData)).not.toContain('undefined');
	});

	it('refers in expressions to nodes that exist', () => {
		const text = JSON.stringify(nodes.map(({ parameters }) => parameters));
		const referred = [...text.matchAll(/\$\('([^']+)'\)/g)].map(([, name = '']) => name);
		expect(names).toEqual(expect.arrayContaining(referred));
	});

	it('explains itself in notes that name existing nodes and cover none', () => {
		expect(notes.length).toBeGreaterThan(0);
		for (const note of notes) {
			expect(note.parameters.content).toMatch(/^## /);
			const covered = example.nodes.filter((node) => node !== note && overlap(note, node));
			expect([note.name, covered.map(({ name }) => name)]).toEqual([note.name, []]);
		}
	});

	it('keeps its nodes apart, from left to right or in a next row, and back only from a row below', () => {
		for (const [index, node] of nodes.entries()) {
			const touching = nodes.slice(index + 1).filter((other) => overlap(node, other));
			expect([node.name, touching.map(({ name }) => name)]).toEqual([node.name, []]);
		}
		const place = new Map(nodes.map(({ name, position }) => [name, position]));
		for (const [from, { main }] of Object.entries(example.connections)) {
			for (const { node: to } of main.flat()) {
				const [[x, y], [nextX, nextY]] = [place.get(from)!, place.get(to)!];
				const onwards = nextX - x >= NODE.width || nextY - y >= NODE.height;
				const back = y - nextY >= NODE.height;
				expect([from, to, onwards || back]).toEqual([from, to, true]);
			}
		}
	});

	it.each(own.map((node) => [node.name, node] as const))('fills in %s completely', (_, node) => {
		const { description } = OWN[shortType(node)]!;
		const { properties } = description;
		const shown = NodeHelpers.getNodeParameters(
			properties,
			node.parameters,
			true,
			false,
			node,
			description,
		);
		expect(Object.keys(shown ?? {})).toEqual(expect.arrayContaining(Object.keys(node.parameters)));
		expect(NodeHelpers.getNodeParametersIssues(properties, node, description)).toBeNull();
		const options = properties.filter(({ name }) => name === 'options');
		const known = options.flatMap((property) => property.options as INodeProperties[]);
		expect(known.map(({ name }) => name)).toEqual(
			expect.arrayContaining(Object.keys(node.parameters.options ?? {})),
		);
	});
});
