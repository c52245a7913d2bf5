// Builds the package: type check, clean, one bundle per node and credential file, assets.
// The published package has no dependencies, so a library that a node uses is bundled into its file;
// the licences of such libraries are collected in dist/THIRD_PARTY_NOTICES.txt.
const { execFile } = require('node:child_process');
const { mkdir, readdir, readFile, rm, writeFile } = require('node:fs/promises');
const { dirname, join, relative } = require('node:path');
const { Transform } = require('node:stream');
const { promisify } = require('node:util');
const esbuild = require('esbuild');
const { deflateSync } = require('fflate');
const { dest, series, src } = require('gulp');
const prettier = require('prettier');
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

/** The phone number library: larger than all our code, so it is minified, in a file of its own. */
const LIBRARY = 'nodes/Zoko/message/phone-library';
const LIBRARY_FILE = `dist/${LIBRARY}.js`;

/** Leaves the import of the library in our bundles, as seen from the top of the output. */
const libraryApart = {
	name: 'library-apart',
	setup(build) {
		build.onResolve({ filter: /\/phone-library$/ }, ({ kind }) =>
			kind === 'entry-point' ? undefined : { path: `./${LIBRARY}.js`, external: true },
		);
	},
};

/**
 * The phone numbering plans are the largest part of the package. As deflated base64 they take less
 * than half the room, and unpacking them takes longer than loading all the rest, so that waits until
 * a number has to be read. scripts/phone-metadata.mjs makes the plain file.
 */
const packedMetadata = {
	name: 'packed-metadata',
	setup(build) {
		build.onLoad({ filter: /phone-metadata\.ts$/ }, async ({ path }) => {
			const plans = await readFile(path.replace(/ts$/, 'json'));
			const packed = Buffer.from(deflateSync(plans, { level: 9, mem: 12 })).toString('base64');
			const contents = `
				import { inflateSync, strFromU8 } from 'fflate/browser';
				let plans;
				const unpacked = () =>
					JSON.parse(strFromU8(inflateSync(Buffer.from('${packed}', 'base64'))));
				export const phoneMetadata = () => (plans ??= unpacked());`;
			return { contents, loader: 'js', resolveDir: __dirname };
		});
	},
};

const options = {
	bundle: true,
	platform: 'node',
	target: 'node20',
	external: ['n8n-workflow'],
	legalComments: 'inline',
	metafile: true,
};

/** libphonenumber-js ships itself twice; the copy for today's JavaScript is a third smaller. */
const modernLibrary = {
	name: 'modern-library',
	setup(build) {
		build.onResolve({ filter: /^\.\.\/es6\// }, ({ path, resolveDir }) => ({
			path: join(resolveDir, path.replace('/es6/', '/es6-modern/')),
		}));
	},
};

/** Tabs instead of pairs of blanks: easy to read, and a few kilobytes less. */
const READABLE = {
	parser: 'babel',
	useTabs: true,
	printWidth: 160,
	singleQuote: true,
	objectWrap: 'collapse',
	bracketSpacing: false,
};

async function bundle() {
	const library = await esbuild.build({
		...options,
		entryPoints: [`${LIBRARY}.ts`],
		outfile: LIBRARY_FILE,
		format: 'cjs',
		plugins: [packedMetadata, modernLibrary],
		minify: true,
	});
	// Code that several nodes use goes into one file, so that each class exists only once. esbuild
	// can split ES modules alone; the second step turns each of them into CommonJS. Our own code is
	// not minified, because reviewers and n8n's scan read the published files.
	const own = await esbuild.build({
		...options,
		entryPoints: [...n8n.nodes, ...n8n.credentials].map(sourceOf),
		outdir: 'dist',
		outbase: '.',
		chunkNames: 'shared',
		format: 'esm',
		splitting: true,
		plugins: [libraryApart],
		write: false,
	});
	for (const { path, text } of own.outputFiles) {
		const { code } = await esbuild.transform(text, { format: 'cjs', target: 'node20' });
		await mkdir(dirname(path), { recursive: true });
		const linked = code.replaceAll(`"./${LIBRARY}.js"`, JSON.stringify(fromFile(path)));
		await writeFile(path, await prettier.format(linked, READABLE));
	}
	await writeNotices([...bundledPackages(library.metafile), ...bundledPackages(own.metafile)]);
}

/** The path by which a built file requires the library. */
function fromFile(path) {
	const way = relative(dirname(path), LIBRARY_FILE);
	return way.startsWith('.') ? way : `./${way}`;
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

/** Drops the layout of JSON files. */
const compactJson = () =>
	new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			if (file.extname === '.json') {
				file.contents = Buffer.from(JSON.stringify(JSON.parse(file.contents.toString())));
			}
			done(null, file);
		},
	});

function assets() {
	// Without `encoding: false` gulp 5 reads PNG files as text and breaks them.
	return src(ASSETS, { base: '.', encoding: false }).pipe(compactJson()).pipe(dest('dist'));
}

exports.build = series(typecheck, clean, bundle, assets);
exports.default = exports.build;
