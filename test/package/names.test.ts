// What a file is can be told from its name alone, in a list of search results or the tabs of an editor.
import { filesIn } from '../harness/project';

/** Each resource has its own index, fields and operations, called the same in every one. */
const OF_A_RESOURCE = /operations\/(?!send\/)[^/]+\//;

it('gives no two files one name', () => {
	const names = filesIn('nodes/Zoko')
		.filter((path) => path.endsWith('.ts') && !OF_A_RESOURCE.test(path))
		.map((path) => path.slice(path.lastIndexOf('/') + 1))
		.filter((name) => name !== 'index.ts');
	expect(names.length).toBeGreaterThan(50);
	expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
