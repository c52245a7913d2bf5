// The rules of n8n's UX guidelines that its linter does not look at. docs/maintainers/
// verification-checklist.md says which rule is shown by what.
import type { INodeProperties } from 'n8n-workflow';
import { ZokoApi } from '../../credentials/ZokoApi.credentials';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import { ZokoTrigger } from '../../nodes/Zoko/ZokoTrigger.node';
import { filesIn, readJson, readText } from '../harness/project';
import { anchorsOf, page } from './pages';

const zoko = new Zoko().description;
const trigger = new ZokoTrigger().description;
const credential = new ZokoApi();

interface Field extends Partial<INodeProperties> {
	where: string;
}

/** Every field of a form, those inside of collections and modes of pickers too. */
function fieldsIn(part: unknown, where: string): Field[] {
	if (Array.isArray(part)) return part.flatMap((entry) => fieldsIn(entry, where));
	if (typeof part !== 'object' || part === null) return [];
	const { displayName, name, options, values, modes } = part as Partial<INodeProperties> & {
		values?: unknown;
	};
	const here = displayName === undefined ? where : `${where} › ${displayName}`;
	const inside = [options, values, modes].flatMap((more) => fieldsIn(more, here));
	return displayName !== undefined && name !== undefined
		? [{ ...(part as INodeProperties), where: here }, ...inside]
		: inside;
}

const FIELDS = [
	...fieldsIn(zoko.properties, 'Zoko'),
	...fieldsIn(trigger.properties, 'Zoko Trigger'),
	...fieldsIn(credential.properties, 'Zoko API'),
];

const offending = (breaks: (field: Field) => boolean) =>
	FIELDS.filter(breaks).map(({ where, placeholder, description }) => ({
		where,
		placeholder,
		description,
	}));

describe('fields', () => {
	it('examples are placeholders that begin with "e.g."', () => {
		const isExample = ({ type, typeOptions, placeholder }: Field) =>
			type === 'string' && typeOptions?.searchListMethod === undefined && placeholder !== undefined;
		expect(
			offending((field) => isExample(field) && !field.placeholder?.startsWith('e.g. ')),
		).toEqual([]);
	});

	it.each(['number', 'json'])('no placeholder where n8n shows none: %s', (kind) => {
		expect(offending(({ type }) => type === kind).length).toBeGreaterThan(3);
		expect(offending(({ type, placeholder }) => type === kind && !!placeholder)).toEqual([]);
	});

	it('the example of a payload passes the example of the filter for payloads', () => {
		const exampleOf = (wanted: string) =>
			FIELDS.find(({ name }) => name === wanted)?.placeholder?.replace('e.g. ', '') ?? '';
		const [pattern = ''] = exampleOf('payloadFilter').split(', ');
		expect(pattern).toMatch(/^\w+.\*$/);
		expect(exampleOf('payload').startsWith(pattern.slice(0, -1))).toBe(true);
	});

	it('switches say "Whether"', () => {
		const { length } = offending(({ type }) => type === 'boolean');
		expect(length).toBeGreaterThan(5);
		expect(
			offending(
				({ type, description = '' }) => type === 'boolean' && !/^Whether /.test(description),
			),
		).toEqual([]);
	});

	it('one sentence has no full stop, several have', () => {
		expect(
			offending(({ description = '' }) => {
				const sentences = description
					.replace(/e\.g\./g, '')
					.split(/\.(?: |$)/)
					.filter(Boolean);
				return sentences.length === 1 && description.endsWith('.');
			}),
		).toEqual([]);
	});

	it('collections are in alphabetical order, but for the options of a send', () => {
		const unsorted = FIELDS.filter(({ type }) => type === 'collection').filter(
			({ options = [] }) => {
				const names = options.map((option) =>
					'displayName' in option ? option.displayName : option.name,
				);
				return names.join() !== [...names].sort((a, b) => a.localeCompare(b)).join();
			},
		);
		// What most shops need stands first there.
		expect(unsorted.map(({ where }) => where)).toEqual(['Zoko › Options']);
	});

	it('one thing of the account is picked from a list first, or given by ID', () => {
		const pickers = FIELDS.filter(({ type }) => type === 'resourceLocator');
		expect(pickers.length).toBeGreaterThan(3);
		for (const { where, modes, default: initial } of pickers) {
			expect([where, modes?.[0]?.name, initial]).toEqual([
				where,
				'list',
				expect.objectContaining({ mode: 'list' }),
			]);
			expect(modes?.[0]?.displayName).toBe('From List');
		}
	});

	it('Simplify is on', () => {
		const simplify = FIELDS.filter(({ name }) => name === 'simplify');
		expect(simplify.length).toBeGreaterThan(1);
		expect(simplify.every((field) => field.default === true)).toBe(true);
	});

	it('keys and secrets are password fields', () => {
		expect(FIELDS.find(({ name }) => name === 'apiKey')?.typeOptions?.password).toBe(true);
	});

	it('are in English', () => {
		// Some countries have names with letters that English lacks.
		const texts = JSON.stringify([zoko, trigger], (_key, value: unknown) =>
			Array.isArray(value) && value.length > 200 ? [] : value,
		);
		expect(texts.match(/[^\x20-\x7e…–—’“”×{}]/gu) ?? []).toEqual([]);
	});
});

describe('operations', () => {
	const lists = zoko.properties.filter(({ name }) => name === 'operation');
	const operations = lists.flatMap(({ options = [] }) => options) as Array<{
		name: string;
		value: string;
		action: string;
	}>;

	it.each(operations.map((option) => [option.action, option] as const))('%s', (action, option) => {
		expect(action).toMatch(/^[A-Z][a-z]+ [^A-Z]*(?:URL|ID)?[^A-Z]*$/);
		expect(action).not.toMatch(/\b(?:a|an|the)\b/i);
		expect(option.name).toMatch(/^(?:[A-Z][a-z]*|for|and)(?: (?:[A-Z][a-z]*|for|and))*$/);
	});

	it('resources are singular', () => {
		const resources = zoko.properties.find(({ name }) => name === 'resource')?.options ?? [];
		expect(resources.map(({ name }) => name).filter((name) => name.endsWith('s'))).toEqual([]);
	});

	it('deletions say "deleted"', () => {
		const schemas = filesIn('nodes/Zoko/__schema__').filter((path) =>
			/\/delete\w*\.json$/.test(path),
		);
		expect(schemas.length).toBeGreaterThan(3);
		for (const path of schemas) {
			expect(readJson<{ properties: object }>(path).properties).toHaveProperty('deleted');
		}
	});

	it('the node is a tool, the trigger is none and has no input', () => {
		expect(zoko.usableAsTool).toBe(true);
		expect(trigger.usableAsTool).toBeUndefined();
		expect(trigger.inputs).toEqual([]);
	});
});

it('error texts do without the words that blame', () => {
	const texts = filesIn('nodes')
		.filter((path) => path.endsWith('.ts'))
		.flatMap((path) => {
			const source = readText(path) ?? '';
			const given = source.matchAll(/new InvalidInput\(\s*([\s\S]*?)\n?\s*\);/g);
			const advice = source.matchAll(/\badvice:[^;]*?('[^'\n]*'|"[^"\n]*"|`[^`]*`)/g);
			return [...given, ...advice].map(([, text = '']) => ({
				path,
				text: text.replace(/\$\{[^}]*\}/g, ''),
			}));
		});
	expect(texts.length).toBeGreaterThan(50);
	expect(texts.filter(({ text }) => /\b(?:error|problem|failure|mistake)\b/i.test(text))).toEqual(
		[],
	);
});

it('README has the headings that reviewers look for', () => {
	expect(anchorsOf(page('README.md'))).toEqual(
		expect.arrayContaining([
			'installation',
			'operations',
			'credentials',
			'compatibility',
			'usage',
			'resources',
			'version-history',
		]),
	);
});

it('README is short, because it is a part of the package', () => {
	expect(Buffer.byteLength(page('README.md').text)).toBeLessThan(5_500);
});
