// Builds the package: clean, type check, one bundle per node and credential file, assets.
// The published package has no dependencies, so a library that a node uses is bundled into its file;
// the licences of such libraries are collected in dist/THIRD_PARTY_NOTICES.txt.
const { execFile } = require('node:child_process');
const { readdir, readFile, rm, writeFile } = require('node:fs/promises');
const { join } = require('node:path');
const { promisify } = require('node:util');
const esbuild = require('esbuild');
const { dest, series, src } = require('gulp');
const { n8n } = require('./package.json');

const NOTICES = 'dist/THIRD_PARTY_NOTICES.txt';
const ASSETS = [
	'nodes/**/*.{svg,png}',
	'credentials/**/*.{svg,png}',
	'nodes/**/*.node.json',
	'nodes/**/__schema__/**/*.json',
];

async function clean() {
	await rm('dist', { recursive: true, force: true });
}

async function typecheck() {
	const tsc = require.resolve('typescript/bin/tsc');
	try {
		await promisify(execFile)(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--noEmit']);
	} catch (error) {
		throw new Error(`The type check found problems:\n${error.stdout}${error.stderr}`);
	}
}

/** `dist/nodes/X.node.js` is built from `nodes/X.node.ts`. */
const sourceOf = (built) => built.replace(/^dist\//, '').replace(/\.js$/, '.ts');

/** Bundled once, and required by the nodes: it is larger than all the rest together. */
const SHARED = 'nodes/Zoko/message/phone-library';

/** Leaves imports of the shared file in the bundles, as seen from the file that imports it. */
const sharedFile = {
	name: 'shared-file',
	setup(build) {
		build.onResolve({ filter: /\/phone-library$/ }, ({ kind }) =>
			kind === 'entry-point' ? undefined : { path: './message/phone-library.js', external: true },
		);
	},
};

/** JSON as one string is a third of the size of the same data as code, and is read faster. */
const compactJson = {
	name: 'compact-json',
	setup(build) {
		build.onLoad({ filter: /\.json$/ }, async ({ path }) => {
			const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
			const literal = `'${text.replace(/[\\']/g, '\\$&')}'`;
			return { contents: `module.exports = JSON.parse(${literal});`, loader: 'js' };
		});
	},
};

const options = {
	outdir: 'dist',
	outbase: '.',
	bundle: true,
	platform: 'node',
	target: 'node20',
	format: 'cjs',
	external: ['n8n-workflow'],
	plugins: [sharedFile, compactJson],
	legalComments: 'inline',
	metafile: true,
};

async function bundle() {
	const entryPoints = [...n8n.nodes, ...n8n.credentials].map(sourceOf);
	// Our own code stays readable, because reviewers and n8n's scan read the published files.
	const own = await esbuild.build({ ...options, entryPoints, minify: false });
	const shared = await esbuild.build({ ...options, entryPoints: [`${SHARED}.ts`], minify: true });
	await writeNotices([...bundledPackages(own.metafile), ...bundledPackages(shared.metafile)]);
}

/** Folders of the packages whose code is in one of the bundles, in alphabetical order. */
function bundledPackages(metafile) {
	const folders = new Set();
	for (const { inputs } of Object.values(metafile.outputs)) {
		for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
			const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
			if (folder && bytesInOutput > 0) folders.add(folder);
		}
	}
	return [...folders].sort();
}

async function writeNotices(folders) {
	if (folders.length === 0) return;
	const notices = await Promise.all(
		folders.map(async (folder) => {
			const { name, version, license } = require(`./${join(folder, 'package.json')}`);
			const text = await readFile(await licenceFile(folder), 'utf8');
			return `${name} ${version} (${license})\n\n${text.trim()}\n`;
		}),
	);
	const intro = 'The files of this package contain code of the following libraries.\n';
	await writeFile(NOTICES, [intro, ...notices].join(`\n${'-'.repeat(72)}\n\n`));
}

async function licenceFile(folder) {
	const name = (await readdir(folder)).find((file) => /^licen[cs]e(\.(md|txt))?$/i.test(file));
	if (!name) {
		throw new Error(`${folder} is bundled but has no licence file: its notice cannot be shipped.`);
	}
	return join(folder, name);
}

function assets() {
	// Without `encoding: false` gulp 5 reads PNG files as text and breaks them.
	return src(ASSETS, { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.build = series(clean, typecheck, bundle, assets);
exports.default = exports.build;
