import { filesIn, readText } from '../harness/project';
import type { ErrorCategory } from '../../nodes/Zoko/errors/problem';
import { cellsOf, page } from './pages';

/** All code of the nodes, with quotes as a reader of the errors sees them. */
const SOURCES = [...filesIn('nodes'), ...filesIn('credentials')]
	.filter((path) => path.endsWith('.ts'))
	.map((path) => (readText(path) ?? '').replaceAll("\\'", "'"))
	.join('\n');

/** Where the code puts a text together of two: the words at the joint belong to either. */
const JOINTS = /, because |, so it is not known whether the | (?=an object)|(?<=an object) /;

/**
 * The pieces of an error text of a page that have to be in the code. `…` stands for what differs,
 * and limits are constants in the code.
 */
function piecesOf(text: string): string[] {
	return text
		.replace(/(at most|takes) \d+( to \d+)?/g, '$1 …')
		.split('…')
		.flatMap((piece) => piece.split(JOINTS))
		.map((piece) => piece.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
		.filter((piece) => piece.length > 3);
}

/** First cells of the tables whose head is "the error says". */
function errorTexts(path: string): string[] {
	const texts: string[] = [];
	let column = -1;
	for (const line of page(path).text.split('\n')) {
		if (!line.startsWith('|')) column = -1;
		else if (column < 0) column = cellsOf(line).indexOf('the error says');
		else if (!/^\|[\s|:-]+\|$/.test(line)) texts.push(cellsOf(line)[column] ?? '');
		if (column < 0 && line.startsWith('|')) column = Number.NEGATIVE_INFINITY;
	}
	return texts;
}

const PATHS = ['docs/troubleshooting.md', 'docs/templates.md'];

describe.each(PATHS)('%s', (path) => {
	it.each(errorTexts(path))('%s', (text) => {
		const pieces = piecesOf(text);
		expect(pieces.length).toBeGreaterThan(0);
		expect(pieces.filter((piece) => !SOURCES.includes(piece))).toEqual([]);
	});
});

it('docs/troubleshooting.md has a section for each of the nine categories', () => {
	const categories: Record<ErrorCategory, true> = {
		invalid_input: true,
		authentication: true,
		window_closed: true,
		not_found: true,
		rate_limited: true,
		rejected: true,
		unreachable: true,
		ambiguous: true,
		server: true,
	};
	const { prose } = page('docs/troubleshooting.md');
	const headings = [...prose.matchAll(/^## ([a-z_]+)$/gm)].map(([, name]) => name);
	expect(headings).toEqual(Object.keys(categories));
});

it('finds the error texts', () => {
	expect(errorTexts('docs/troubleshooting.md').length).toBeGreaterThan(40);
});
