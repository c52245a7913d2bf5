// Packs the package as npm would publish it, and says what is wrong with the result.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpack } from './n8n-package.mjs';
import { npm } from './npm.mjs';
import { PACKAGE, ROOT } from './project.mjs';

/** What the package stays under, unpacked and to download. */
const MAX_UNPACKED_BYTES = 550_000;
const MAX_PACKED_BYTES = 157_000;
const EXPECTED = /^(package\.json|index\.js|README\.md|LICENSE|dist\/.+)$/;
const SHIPPED = /\.(js|json|svg|png)$|^dist\/THIRD_PARTY_NOTICES\.txt$|^README\.md$|^LICENSE$/;

/**
 * Packs the built package.
 * @param {string} folder where the tarball goes
 * @returns {Promise<{ file: string, files: { path: string, size: number }[], packedBytes: number,
 *   unpackedBytes: number }>}
 */
export async function pack(folder) {
	await mkdir(folder, { recursive: true });
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
	const [{ filename, files, size, unpackedSize }] = JSON.parse(await npm(args, { cwd: ROOT }));
	return {
		file: join(folder, filename),
		files,
		packedBytes: size,
		unpackedBytes: unpackedSize,
	};
}

/**
 * What is wrong with the packed files: too big, files that do not belong, files that are missing.
 * @param {Awaited<ReturnType<typeof pack>>} packed
 * @returns {string[]} one sentence each; empty when all is well
 */
export function packProblems({ files, packedBytes, unpackedBytes }) {
	const paths = files.map(({ path }) => path);
	const problems = [];
	for (const [bytes, limit, what] of [
		[packedBytes, MAX_PACKED_BYTES, 'is a download of'],
		[unpackedBytes, MAX_UNPACKED_BYTES, 'unpacks to'],
	]) {
		if (bytes >= limit) problems.push(`The package ${what} ${bytes} bytes; the limit is ${limit}.`);
	}
	for (const path of paths) {
		if (!EXPECTED.test(path) || !SHIPPED.test(path))
			problems.push(`${path} does not belong in the package.`);
	}
	const required = [
		'package.json',
		'index.js',
		'README.md',
		'LICENSE',
		...PACKAGE.n8n.nodes,
		...PACKAGE.n8n.credentials,
	];
	required.push(...PACKAGE.n8n.nodes.map((node) => node.replace(/\.js$/, '.json')));
	for (const path of required) {
		if (!paths.includes(path)) problems.push(`${path} is missing from the package.`);
	}
	return problems;
}

/**
 * Packs a packed package again, as another version of itself.
 * @param {string} version
 * @param {string} tarball
 * @param {string} folder where the new tarball goes
 * @returns {Promise<string>} the new tarball
 */
export async function repackAs(version, tarball, folder) {
	const contents = join(folder, 'package');
	await mkdir(contents, { recursive: true });
	await unpack(tarball, contents);
	const file = join(contents, 'package.json');
	const manifest = { ...JSON.parse(await readFile(file, 'utf8')), version };
	await writeFile(file, JSON.stringify(manifest, null, 2));
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
	const [{ filename }] = JSON.parse(await npm(args, { cwd: contents }));
	return join(folder, filename);
}
