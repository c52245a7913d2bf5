// Puts the packed node package into an n8n user folder the way n8n's own installer does.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Advice } from './advice.mjs';
import { npm } from './npm.mjs';
import { run } from './processes.mjs';

/** Where n8n keeps a package that was installed. */
export const packageFolder = (userFolder, name) =>
	join(userFolder, '.n8n', 'nodes', 'node_modules', name);

/**
 * Unpacks a tarball into `<userFolder>/.n8n/nodes/node_modules/<name>`, drops the dependencies that
 * n8n drops, and lets npm install the rest there. n8n loads it at its next start.
 * @param {string} tarball
 * @param {string} userFolder
 * @param {string} node the Node that runs npm
 */
export async function installPackage(tarball, userFolder, node) {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const { name } = await manifestOf(tarball);
	const folder = packageFolder(userFolder, name);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await unpack(tarball, folder);
	const file = join(folder, 'package.json');
	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } =
		await readJson(file);
	await writeFile(file, JSON.stringify(manifest, null, 2));
	await npm(
		[
			'install',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts',
			'--package-lock=false',
		],
		{ cwd: folder, node },
	);
	const ledger = join(nodes, 'package.json');
	const { dependencies = {} } = await readJson(ledger).catch(() => ({}));
	dependencies[name] = manifest.version;
	await writeFile(
		ledger,
		JSON.stringify({ name: 'installed-nodes', private: true, dependencies }, null, 2),
	);
}

/** Unpacks an npm tarball into a folder. */
export async function unpack(tarball, folder) {
	const { code, output } = await run('tar', [
		'-xzf',
		tarball,
		'-C',
		folder,
		'--strip-components=1',
	]);
	if (code === 127)
		throw new Advice('The program tar is missing. Install it and run the same command again.');
	if (code !== 0) throw new Advice(`${tarball} cannot be unpacked:\n${output}`);
}

async function manifestOf(tarball) {
	const { stdout } = await run('tar', ['-xzOf', tarball, 'package/package.json']);
	return JSON.parse(stdout);
}

const readJson = async (file) => JSON.parse(await readFile(file, 'utf8'));

/**
 * Lists the package under Settings › Community nodes, as the installer in n8n's interface does in its
 * database. n8n has no route for it that works without a registry.
 * @param {{ userFolder: string, install: { node: string, folder: string } }} server a running n8n
 * @param {{ name: string, version: string, author: { name: string, email: string } }} manifest
 * @param {{ name: string, type: string, version: number }[]} nodes display name, type, version
 */
export async function listPackage(server, manifest, nodes) {
	const { name, version, author } = manifest;
	const script = `
		const sqlite3 = require('sqlite3');
		const { file, name, version, author, nodes } = JSON.parse(process.argv[1]);
		const db = new sqlite3.Database(file);
		db.configure('busyTimeout', 10000);
		db.serialize(() => {
			db.exec('PRAGMA foreign_keys = ON; BEGIN IMMEDIATE');
			db.run('DELETE FROM installed_packages WHERE packageName = ?', name);
			db.run(
				'INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail) VALUES (?, ?, ?, ?)',
				name, version, author.name, author.email,
			);
			for (const node of nodes) {
				db.run(
					'INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)',
					node.name, node.type, node.version, name,
				);
			}
			db.exec('COMMIT');
			db.close();
		});
	`;
	const file = join(server.userFolder, '.n8n', 'database.sqlite');
	// With the driver of that n8n: the SQLite of Node itself begins with Node 22.
	const args = ['-e', script, JSON.stringify({ file, name, version, author, nodes })];
	const { code, output } = await run(server.install.node, args, { cwd: server.install.folder });
	if (code !== 0) throw new Error(`n8n's list of community nodes cannot be written:\n${output}`);
}
