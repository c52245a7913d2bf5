// Builds the package, which has no dependencies, because n8n takes no others: all our own code in one
// file, the phone number library in a second one, a file of one line for each class that n8n loads,
// the assets, and the licences of the libraries.
const { execFile } = require('node:child_process');
const { mkdir, readdir, readFile, rm, writeFile } = require('node:fs/promises');
const { dirname, join, relative } = require('node:path');
const { promisify } = require('node:util');
const esbuild = require('esbuild');
const { dest, series, src } = require('gulp');
const { n8n } = require('./package.json');

/** What n8n loads: `dist/nodes/X.node.js` is `nodes/X.node.ts` of the sources. */
const LOADED = [...n8n.nodes, ...n8n.credentials];
const OWN_CODE = 'dist/n8n-nodes-zoko.js';
const PHONE_LIBRARY = 'phone-library';

const ASSETS = [
	'nodes/**/*.{svg,png}',
	'credentials/**/*.{svg,png}',
	'nodes/**/*.node.json',
	'nodes/**/__schema__/**/*.json',
];

async function typecheck() {
	const tsc = require.resolve('typescript/bin/tsc');
	try {
		await promisify(execFile)(process.execPath, [tsc, '-p', 'tsconfig.build.json']);
	} catch (error) {
		throw new Error(`The type check found problems:\n${error.stdout}${error.stderr}`);
	}
}

const clean = () => rm('dist', { recursive: true, force: true });

async function bundle() {
	const options = { bundle: true, platform: 'node', target: 'node20', metafile: true };
	// Not minified, because reviewers and n8n's scan read the published file.
	const own = await esbuild.build({
		...options,
		stdin: { contents: LOADED.map(exportOf).join('\n'), resolveDir: __dirname },
		outfile: OWN_CODE,
		external: ['n8n-workflow', `*/${PHONE_LIBRARY}`],
	});
	// Larger than all our code, and nobody's to review here.
	const library = await esbuild.build({
		...options,
		entryPoints: [`nodes/Zoko/message/${PHONE_LIBRARY}.ts`],
		outfile: join(dirname(OWN_CODE), `${PHONE_LIBRARY}.js`),
		minify: true,
	});
	await writeNotices(bundledPackages([own, library]));
}

const exportOf = (built) => `export * from './${relative('dist', built).replace(/\.js$/, '')}';`;

/** n8n finds a class by the name of its file. With one bundle behind these files it exists once. */
async function entryFiles() {
	for (const path of LOADED) {
		const [name] = path.split('/').pop().split('.');
		const bundled = relative(dirname(path), OWN_CODE);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, `exports.${name} = require('${bundled}').${name};\n`);
	}
}

// Without `encoding: false` gulp 5 reads PNG files as text and breaks them.
const assets = () => src(ASSETS, { base: '.', encoding: false }).pipe(dest('dist'));

/** Folders of the packages whose code is in the bundles. */
function bundledPackages(bundles) {
	const files = bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs));
	const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);
	return [...new Set(folders)];
}

/** A library may be published only with its licence, so one without is an error. */
async function writeNotices(folders) {
	const notices = folders.sort().map(async (folder) => {
		const { name, version, license } = require(`./${folder}/package.json`);
		const file = (await readdir(folder)).find((path) => /^licen[cs]e(\.(md|txt))?$/i.test(path));
		if (!file) throw new Error(`${name} is bundled, but has no licence file to publish.`);
		const text = await readFile(join(folder, file), 'utf8');
		return `${name} ${version} (${license})\n\n${text.trim()}\n`;
	});
	const intro = 'The files of this package contain code of the following libraries.\n';
	const text = [intro, ...(await Promise.all(notices))].join(`\n${'-'.repeat(72)}\n\n`);
	await writeFile('dist/THIRD_PARTY_NOTICES.txt', text);
}

/** For `npm run dev`, which has the types checked beside it. */
exports.rebuild = series(bundle, entryFiles, assets);
exports.build = series(typecheck, clean, exports.rebuild);
exports.default = exports.build;
