import { filesIn, readText } from '../harness/project';

/** A Markdown page of the project. */
export interface Page {
	/** Path from the top of the project, with slashes. */
	path: string;
	text: string;
	/** The text without fenced blocks, which may hold anything. */
	prose: string;
	blocks: Array<{ language: string; code: string }>;
}

const FENCE = /^( *)```([\w-]*)\n([\s\S]*?)^\1```$/gm;

function pageAt(path: string): Page {
	const text = readText(path) ?? '';
	const blocks = [...text.matchAll(FENCE)].map(([, indent = '', language = '', code = '']) => ({
		language,
		code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
	}));
	return { path, text, prose: text.replace(FENCE, ''), blocks };
}

const isPage = (path: string) => path.endsWith('.md');
const AT_THE_TOP = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];
const FOLDERS = ['docs', 'examples', 'emulator', 'bench'];

/** Every page that people read. */
export const PAGES: Page[] = [
	...AT_THE_TOP,
	...FOLDERS.flatMap((folder) => filesIn(folder).filter(isPage)),
].map(pageAt);

/** A page by its path. */
export function page(path: string): Page {
	const found = PAGES.find((candidate) => candidate.path === path);
	if (!found) throw new Error(`there is no page ${path}`);
	return found;
}

/** The anchors of a page, as GitHub makes them of its headings. */
export function anchorsOf({ prose }: Page): string[] {
	const seen = new Map<string, number>();
	return [...prose.matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading = '']) => {
		const anchor = heading
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}_\- ]/gu, '')
			.replaceAll(' ', '-');
		const earlier = seen.get(anchor) ?? 0;
		seen.set(anchor, earlier + 1);
		return earlier === 0 ? anchor : `${anchor}-${earlier}`;
	});
}

/** The targets of links and pictures. */
export function targetsOf({ prose }: Page): string[] {
	const withoutCode = prose.replace(/`[^`\n]*`/g, '');
	return [...withoutCode.matchAll(/\]\(([^()\s]+(?:\([^()\s]*\))?)\)/g)].map(
		([, target = '']) => target,
	);
}

/** The rows of the first table under a heading, without head and rule; cells are trimmed. */
export function tableUnder({ text }: Page, heading: string): string[][] {
	const section = text.split(`\n${heading}\n`)[1] ?? '';
	const lines = section.split('\n');
	const start = lines.findIndex((line) => /^\|[\s|:-]+\|$/.test(line));
	const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
	return lines.slice(start + 1, end === -1 ? undefined : end).map(cellsOf);
}

/** The cells of a table row; `\|` is a bar within a cell. */
export function cellsOf(line: string): string[] {
	return line
		.split(/(?<!\\)\|/)
		.slice(1, -1)
		.map((cell) => cell.trim().replaceAll('\\|', '|'));
}
