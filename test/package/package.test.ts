import { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { message } from '../../nodes/Zoko/operations/message';
import { isSend } from '../../nodes/Zoko/operations/operation';
import {
	ensureBuilt,
	filesIn,
	fixture,
	fixtureNames,
	freshPhoneMetadata,
	packList,
	readJson,
	readText,
	ROOT,
} from '../harness/project';

interface Manifest {
	name: string;
	dependencies?: object;
	peerDependencies: object;
	n8n: { n8nNodesApiVersion: number; strict: boolean; nodes: string[]; credentials: string[] };
}

const manifest = readJson<Manifest>('package.json');

beforeAll(async () => await ensureBuilt(), 130_000);

describe('as n8n loads it', () => {
	const loader = new PackageDirectoryLoader(ROOT);
	beforeAll(async () => await loader.loadAll());

	const load = <Type>(path: string): Type => {
		// eslint-disable-next-line @typescript-eslint/no-require-imports
		const built = require(`${ROOT}/${path}`) as Record<string, new () => Type>;
		const [Class] = Object.values(built);
		if (!Class) throw new Error(`${path} exports no class`);
		return new Class();
	};

	it('has the nodes and the credential of the manifest', () => {
		const named = (paths: string[], ending: RegExp) =>
			paths.map((path) => path.replace(/^.*\//, '').replace(ending, '').toLowerCase()).sort();
		const found = (known: object) =>
			Object.keys(known)
				.map((name) => name.toLowerCase())
				.sort();
		expect(found(loader.known.nodes)).toEqual(named(manifest.n8n.nodes, /\.node\.js$/));
		expect(found(loader.known.credentials)).toEqual(
			named(manifest.n8n.credentials, /\.credentials\.js$/),
		);
		expect(loader.known.nodes).toHaveProperty('zoko');
		expect(loader.known.credentials).toHaveProperty('zokoApi');
	});

	it('every icon is there, for light and dark', () => {
		const icons = [...loader.types.nodes, ...loader.types.credentials].map(
			({ iconUrl }) => iconUrl,
		);
		expect(icons.length).toBeGreaterThan(1);
		for (const icon of icons) {
			const { light = '', dark = '' } = typeof icon === 'object' && icon ? icon : {};
			for (const url of [light, dark]) {
				expect(url).toMatch(/^icons\/n8n-nodes-zoko\/dist\/.+\.svg$/);
				expect(readText(url.replace('icons/n8n-nodes-zoko/', ''))).toContain('<svg');
			}
			expect(light).not.toBe(dark);
		}
	});

	it.each(manifest.n8n.nodes)('%s has a codex that finds it', (path) => {
		const codex = readJson<{
			node: string;
			nodeVersion: string;
			codexVersion: string;
			categories: string[];
			alias: string[];
		}>(path.replace(/\.js$/, '.json'));
		const { description } = load<INodeType>(path);
		expect(codex.node).toBe(`${manifest.name}.${description.name}`);
		expect(codex.categories).toContain('Communication');
		expect(codex.alias).toEqual(expect.arrayContaining(['whatsapp']));
	});

	// n8n's node search shows both nodes as one entry, and looks into the first one's codex alone.
	it.each(['delivered', 'reply', 'webhook', 'opt out', 'tracking', 'cash on delivery'])(
		"the node is found by '%s', which belongs to the trigger or a shop's own words",
		(words) => {
			const [node = ''] = manifest.n8n.nodes;
			expect(readJson<{ alias: string[] }>(node.replace(/\.js$/, '.json')).alias).toContain(words);
		},
	);

	it.each([...manifest.n8n.nodes, ...manifest.n8n.credentials])(
		'%s is one line that points into the one bundle',
		(path) => {
			const line = /^exports\.(\w+) = require\('((?:\.\.\/)+n8n-nodes-zoko\.js)'\)\.\1;\n$/;
			const [, name = ''] = line.exec(readText(path) ?? '') ?? [];
			expect(path).toContain(`/${name}.`);
			// n8n looks a class up by its own name too, which a bundler may change.
			expect(load<object>(path).constructor.name).toBe(name);
		},
	);

	it('the node that was built is the node of the sources', () => {
		const built = load<INodeType>('dist/nodes/Zoko/Zoko.node.js');
		expect(Object.keys(built.methods?.listSearch ?? {})).toEqual(
			expect.arrayContaining(['searchTemplates', 'searchAssignees']),
		);
		expect(built.description).toMatchObject({ name: 'zoko', usableAsTool: true });
		expect(load<ICredentialType>('dist/credentials/ZokoApi.credentials.js').name).toBe('zokoApi');
	});
});

describe('every message that can be sent', () => {
	const sends = message.operations.filter(isSend).filter(({ awaitsReply }) => !awaitsReply);
	const readme = readText('README.md') ?? '';

	it('there are the thirteen of Zoko', () => {
		expect(sends).toHaveLength(13);
		expect(fixtureNames).toEqual(expect.arrayContaining(sends.map(({ option }) => option.value)));
	});

	it.each(sends.map(({ option }) => [option.value, option] as const))('%s', (value, option) => {
		expect(option.name).toMatch(/^Send [A-Z]/);
		expect(option.action).toMatch(/^Send [a-z]/);
		expect(option.description).toMatch(/^Send .*[^.]$/);

		const schemaPath = `nodes/Zoko/__schema__/v1.0.0/message/${value}.json`;
		const schema = readJson<{ type: string; properties: object; version: number }>(schemaPath);
		expect(schema).toMatchObject({ type: 'object', version: 1 });
		expect(schema.properties).toHaveProperty('messageId');
		expect(readJson(`dist/${schemaPath}`)).toEqual(schema);

		const { nodes } = fixture(value);
		const operations = nodes.map(({ parameters }) => parameters.operation ?? 'sendText');
		expect(operations).toContain(value);

		expect(readme).toContain(option.name.replace(/^Send /, ''));
	});

	it('no output schema is left over from an operation that is gone', () => {
		const known = message.operations.map(({ option }) => `${option.value}.json`);
		for (const path of filesIn('nodes/Zoko/__schema__/v1.0.0/message')) {
			expect(known).toContain(path.replace(/^.*\//, ''));
		}
	});
});

describe('as npm publishes it', () => {
	const allowed = /^(package\.json|index\.js|README\.md|LICENSE|dist\/.+\.(js|json|svg|txt))$/;

	it('holds what is needed and nothing else, under 550 kB, 157 kB to download', async () => {
		const { files, size, unpackedSize } = await packList();
		const paths = files.map(({ path }) => path);
		for (const path of paths) expect(path).toMatch(allowed);
		expect(paths).toEqual(
			expect.arrayContaining([
				'package.json',
				'index.js',
				'LICENSE',
				'README.md',
				'dist/THIRD_PARTY_NOTICES.txt',
				...manifest.n8n.nodes,
				...manifest.n8n.nodes.map((path) => path.replace(/\.js$/, '.json')),
				...manifest.n8n.credentials,
			]),
		);
		expect(size).toBeLessThan(157_000);
		expect(unpackedSize).toBeLessThan(550_000);
	}, 60_000);

	it('depends on nothing but n8n', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
	});

	it('requires n8n-workflow, parts of Node and its own files, nothing else', () => {
		const scripts = filesIn('dist').filter((path) => path.endsWith('.js'));
		expect(scripts.length).toBeGreaterThan(1);
		for (const path of scripts) {
			const required = [...(readText(path) ?? '').matchAll(/\brequire\(["']([^"']+)["']\)/g)];
			for (const [, module = ''] of required) {
				const own = module.startsWith('.');
				if (!own) expect(['n8n-workflow', 'node:crypto']).toContain(module);
				else expect(jest.requireActual(`${ROOT}/${path.replace(/[^/]+$/, module)}`)).toBeDefined();
			}
		}
	});

	it('names the libraries that it holds, with their licences', () => {
		expect(readText('dist/THIRD_PARTY_NOTICES.txt')).toMatch(/libphonenumber-js .*\(MIT\)/);
	});
});

it('the phone metadata is the one of the installed library', async () => {
	expect(readText('nodes/Zoko/message/phone-metadata.json')).toBe(await freshPhoneMetadata());
}, 30_000);
