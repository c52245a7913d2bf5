import { ZokoApi } from '../../credentials/ZokoApi.credentials';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import { resources } from '../../nodes/Zoko/operations';
import { ZokoTrigger } from '../../nodes/Zoko/ZokoTrigger.node';
import { readText } from '../harness/project';
import { PAGES } from './pages';

const { description } = new Zoko();
const trigger = new ZokoTrigger().description;
const credential = new ZokoApi();

/** The words that the forms show: display names of fields, and names of what can be chosen. */
function namesIn(part: unknown, names = new Set<string>()): Set<string> {
	if (Array.isArray(part)) part.forEach((entry) => namesIn(entry, names));
	else if (typeof part === 'object' && part !== null) {
		const { displayName, name, value } = part as Record<string, unknown>;
		if (typeof displayName === 'string') names.add(displayName);
		if (typeof name === 'string' && value !== undefined) names.add(name);
		Object.values(part).forEach((entry) => namesIn(entry, names));
	}
	return names;
}

const OURS = namesIn([description, trigger, credential.properties, credential]);

/** Words of n8n's editor, as it shows them in 2.41. */
const OF_N8N = [
	'Actions',
	'Conflicting Trigger Path',
	'Continue',
	'Continue (using error output)',
	"Couldn't connect with these settings",
	'Execute Once',
	'Execute previous nodes',
	'Execute step',
	'Expression',
	'Human review',
	'If',
	'Let the model define this parameter',
	'Loop Over Items',
	'On Error',
	'Received request for unknown webhook',
	'Refresh Variable List',
	'Retry On Fail',
	'Save execution progress',
	'Split Out',
	'Stop Workflow',
	'Set Manually',
	'Tool',
	'Tool Description',
	'Wait',
];

/** Words of other people and places, by the page that uses them. */
const ELSEWHERE: Record<string, string[]> = {
	'CONTRIBUTING.md': ['Get Agents'],
	'docs/first-message.md': ['Asha Rao'],
	'docs/maintainers/verification-checklist.md': ['Confirm', 'Provenance'],
	'docs/maintainers/releasing.md': ['Compatibility', 'Provenance', 'Unreleased'],
	'docs/no-duplicates.md': ['Send updates'],
	'docs/trigger.md': [
		'API & Webhooks',
		'Chat assigned',
		'Chat closed',
		'Zoko',
		'Zoko cannot reach this n8n',
	],
};

/** The emulator and the bench have words of their own. */
const ABOUT_THE_NODES = PAGES.filter(({ path }) => !/^(emulator|bench|examples)\//.test(path));

it.each(ABOUT_THE_NODES.map((one) => [one.path, one] as const))(
	'%s quotes only names that the forms have',
	(path, { prose }) => {
		const text = prose.replace(/`[^`]*`/g, '`');
		const quoted = [...text.matchAll(/(?<![\w*])'([A-Z][^'\n|]{1,40})'(?!\w)/g)];
		const slanted = [...text.matchAll(/(?<![*\w])\*([A-Z][^*\n]{1,60})\*(?!\*)/g)];
		const names = [...quoted, ...slanted].flatMap(([, name = '']) => name.split(/ → |: /));
		const known = new Set([...OURS, ...OF_N8N, ...(ELSEWHERE[path] ?? [])]);
		expect(names.filter((name) => !known.has(name))).toEqual([]);
	},
);

it('the names are found', () => {
	for (const name of ['Recipient', 'Send Button Template', 'Payload Filter', 'Default Country']) {
		expect(OURS).toContain(name);
	}
});

describe.each(resources)('$option.name', ({ option: { name: resource }, operations }) => {
	const textOf = (path: string) => PAGES.find((page) => page.path === path)?.text ?? '';
	const parts = textOf('docs/operations.md').split(/^(?=## )/m);
	const about = parts.filter((part) => new RegExp(`^## ${resource}\\b`).test(part)).join('');

	it.each(operations)('$option.name is in docs/operations.md', ({ option: { name } }) => {
		expect(about).toMatch(new RegExp(`\\*\\*[^*]*\\b${name}\\b[^*]*\\*\\*|\\| ${name} \\|`));
	});

	it('is in the table of README', () => {
		expect(textOf('README.md')).toMatch(new RegExp(`^\\|[^|]*\\b${resource}\\b`, 'm'));
	});
});

it('docs/trigger.md has every event and every option of the trigger', () => {
	const text = PAGES.find(({ path }) => path === 'docs/trigger.md')?.text ?? '';
	const [events, , options] = trigger.properties;
	const names = [events, options].flatMap((field) =>
		(field?.options ?? []).map((option) =>
			'displayName' in option ? option.displayName : option.name,
		),
	);
	expect(names.length).toBeGreaterThan(15);
	for (const name of names) expect(text).toContain(`| ${name} |`);
});

it('docs/maintainers/house.md names memories that are there', () => {
	const text = PAGES.find(({ path }) => path === 'docs/maintainers/house.md')?.text ?? '';
	const memories = [...text.matchAll(/^\| `(\w+)` in `([^`]+)` \|/gm)];
	expect(memories.length).toBeGreaterThan(15);
	for (const [, name, path] of memories) {
		expect(readText(`nodes/Zoko/${path}`)).toMatch(new RegExp(`^(const|let) ${name}\\b`, 'm'));
	}
});
