import { filesIn } from '../harness/project';
import { anchorsOf, page, PAGES, targetsOf } from './pages';
import { exists } from './shell';

const isRelative = (target: string) => !/^[a-z]+:/i.test(target);

/** The path that a link leads to, from the top of the project. */
function resolved(from: string, target: string): string {
	const [path = ''] = target.split('#');
	if (path === '') return from;
	return decodeURI(new URL(path, `file:///${from}`).pathname.slice(1)).replace(/\/$/, '');
}

describe.each(PAGES.map((one) => [one.path, one] as const))('%s', (path, one) => {
	const relative = targetsOf(one).filter(isRelative);

	it('leads to files that exist', () => {
		const missing = relative.filter((target) => !exists(resolved(path, target)));
		expect(missing).toEqual([]);
	});

	it('leads to headings that exist', () => {
		const missing = relative.filter((target) => {
			const anchor = target.split('#')[1];
			if (anchor === undefined || !resolved(path, target).endsWith('.md')) return false;
			return !anchorsOf(page(resolved(path, target))).includes(anchor);
		});
		expect(missing).toEqual([]);
	});

	it('has one title, and no heading that skips a level', () => {
		const levels = [...one.prose.matchAll(/^(#{1,6}) /gm)].map(([, marks = '']) => marks.length);
		expect(levels.filter((level) => level === 1)).toHaveLength(1);
		expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
	});

	it('links to nothing by http', () => {
		const plain = targetsOf(one).filter((target) => /^http:/.test(target));
		expect(plain).toEqual([]);
	});
});

it('every page of docs/ is in its index or linked from one that is', () => {
	const reached = new Set(['docs/README.md']);
	for (const path of reached) {
		for (const target of targetsOf(page(path)).filter(isRelative)) {
			const file = resolved(path, target);
			if (PAGES.some((one) => one.path === file)) reached.add(file);
		}
	}
	const unreached = PAGES.map(({ path }) => path).filter((path) => !reached.has(path));
	expect(unreached.filter((path) => path.startsWith('docs/'))).toEqual([]);
});

it('every picture of docs/images is shown, and described for those who do not see it', () => {
	const shown = PAGES.flatMap(({ path, prose }) =>
		[...prose.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, words = '', target = '']) => {
			expect([path, words]).toEqual([path, expect.stringMatching(/\w+\W+\w+\W+\w+/)]);
			return resolved(path, target);
		}),
	);
	expect([...new Set(shown)].sort()).toEqual(filesIn('docs/images'));
});
