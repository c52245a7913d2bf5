// Whether docs/images and the pages that show its pictures agree.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Advice } from '../lib/advice.mjs';
import { ROOT } from '../lib/project.mjs';

/** Where the pages take their pictures from. */
export const FOLDER = join(ROOT, 'docs', 'images');

/** A page with a few pictures should still open at once on a slow line. */
const MAX_BYTES = 150_000;

/** The Markdown pages that may show pictures, as one text. */
async function pages() {
	const docs = await readdir(join(ROOT, 'docs'), { recursive: true });
	const files = ['README.md', ...docs.map((file) => join('docs', file))];
	const read = async (file) => await readFile(join(ROOT, file), 'utf8');
	return (await Promise.all(files.filter((file) => file.endsWith('.md')).map(read))).join('\n');
}

/**
 * Checks that exactly the pictures of the list are there, each small and each shown by a page.
 * @param {{ check: Function }} tally
 * @param {string[]} names
 * @param {string} folder where the pictures are
 */
export async function checkPictures(tally, names, folder) {
	const files = await readdir(folder).catch(() => []);
	await tally.check('there are the pictures of this script and no others', () => {
		const wanted = names.map((name) => `${name}.png`);
		const missing = wanted.filter((file) => !files.includes(file));
		const surplus = files.filter((file) => !wanted.includes(file));
		if (missing.length + surplus.length === 0) return;
		throw new Advice(
			`missing: ${missing.join(', ') || '–'}; unknown: ${surplus.join(', ') || '–'}`,
		);
	});
	await tally.check(`none is over ${MAX_BYTES / 1000} kB`, async () => {
		for (const file of files) {
			const { size } = await stat(join(folder, file));
			if (size > MAX_BYTES) throw new Advice(`${file} has ${Math.round(size / 1000)} kB`);
		}
	});
	await tally.check('a page shows each of them', async () => {
		const text = await pages();
		const unused = files.filter((file) => !text.includes(`images/${file}`));
		if (unused.length > 0) throw new Advice(`shown nowhere: ${unused.join(', ')}`);
	});
}
