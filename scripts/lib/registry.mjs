// A local npm registry, for n8n's own way of installing a community node.
//
// n8n takes another registry than npm's only with a licence (its getNpmRegistry), and names npm's to npm
// on the command line. So the local registry answers under npm's name: n8n and its npm go through a
// proxy on loopback, as they do behind a company's, which hands npm's name to the local registry and
// refuses every other one. Its certificate is made for the run and trusted by that n8n alone.
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Advice } from './advice.mjs';
import { ensureNode } from './node-runtime.mjs';
import { ensureNpmTool } from './npm-tool.mjs';
import { npm } from './npm.mjs';
import { freePort } from './ports.mjs';
import { launch, run, stopGroup } from './processes.mjs';

const NAME = 'verdaccio';
const VERSION = '6.10.4';
const NODE_MAJOR = 24;
/** A dependency asks for this one by a tag, which mirrors of the registry may not have. */
const OVERRIDES = { 'node-fetch': '2.7.0' };
const START_TIMEOUT_MS = 60_000;

/** Installs the registry's program when it is not there. @returns what startRegistry() needs */
export async function ensureRegistry() {
	const { node } = await ensureNode(NODE_MAJOR, `${NAME} ${VERSION}`);
	const folder = await ensureNpmTool('registry', NAME, VERSION, { node, overrides: OVERRIDES });
	return { node, program: join(folder, 'node_modules', NAME, 'bin', NAME) };
}

/** The host of the one registry that an n8n takes. @param {{ folder: string }} n8n from ensureN8n() */
export async function registryOf({ folder }) {
	const modules = join(folder, 'node_modules', 'n8n', 'dist', 'modules');
	const file = join(modules, 'community-packages', 'community-packages.service.js');
	const address = /DEFAULT_REGISTRY = '([^']+)'/.exec(await readFile(file, 'utf8'))?.[1];
	if (!address) throw new Advice(`This n8n does not say which npm registry it takes (${file}).`);
	return new URL(address).host;
}

/**
 * Starts a registry that holds nothing, and knows no other one.
 * @param {{ node: string, program: string }} install from ensureRegistry()
 * @param {{ folder: string, logFile: string, host: string }} options `folder` for its data; `host`
 *   under which it answers n8n
 * @returns {Promise<Registry>}
 */
export async function startRegistry(install, { folder, logFile, host }) {
	await mkdir(folder, { recursive: true });
	const port = await freePort();
	const config = join(folder, 'config.yaml');
	await writeFile(config, JSON.stringify(configuration(folder), null, '\t'));
	const args = [install.program, '--config', config, '--listen', `127.0.0.1:${port}`];
	const child = launch(install.node, args, { cwd: folder });
	const log = createWriteStream(logFile);
	child.stdout.pipe(log, { end: false });
	child.stderr.pipe(log, { end: false });
	const registry = new Registry(folder, host, port, child);
	for (const end = Date.now() + START_TIMEOUT_MS; !(await registry.answers()); await sleep(200)) {
		if (child.exitCode !== null || Date.now() > end) {
			await stopGroup(child);
			throw new Advice(`The local npm registry did not start. Its log: ${logFile}`);
		}
	}
	await registry.open();
	return registry;
}

/** Verdaccio's settings. They are JSON, which is YAML too. */
function configuration(folder) {
	return {
		storage: join(folder, 'storage'),
		uplinks: {},
		packages: { '**': { access: '$all', publish: '$all', unpublish: '$all' } },
		web: { enable: false },
		log: { type: 'stdout', format: 'pretty', level: 'http' },
	};
}

/** A running registry. */
class Registry {
	/** Hosts that were asked for and refused. */
	refused = new Set();

	constructor(folder, host, port, child) {
		this.folder = folder;
		this.host = host;
		this.url = `http://127.0.0.1:${port}`;
		this.process = child;
		/** The person's own npm cache and settings stay out of it: what is published here is not on npm. */
		this.ownNpm = {
			npm_config_cache: join(folder, 'npm-cache'),
			npm_config_userconfig: join(folder, 'npmrc'),
		};
	}

	async answers() {
		return await fetch(`${this.url}/-/ping`).then(
			({ ok }) => ok,
			() => false,
		);
	}

	/** Publishes a packed package; the newest one that is published is its latest version. */
	async publish(tarball) {
		const { host } = new URL(this.url);
		// npm publishes only with a token, whatever it is.
		const args = ['publish', tarball, `--registry=${this.url}`, `--//${host}/:_authToken=local`];
		await npm([...args, '--ignore-scripts', '--provenance=false'], {
			cwd: this.folder,
			env: this.ownNpm,
		});
	}

	/** Opens the proxy. */
	async open() {
		const { key, cert, file } = await makeCertificate(this.folder, this.host);
		const registry = createTlsServer({ key, cert }, (incoming, answer) =>
			this.#pass(incoming, answer),
		);
		const proxy = createServer((_request, answer) => answer.writeHead(403).end());
		proxy.on('connect', ({ url }, socket) => {
			socket.on('error', () => socket.destroy());
			if (url !== `${this.host}:443`) {
				this.refused.add(url);
				socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
				return;
			}
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			registry.emit('connection', socket);
		});
		proxy.listen(0, '127.0.0.1');
		await once(proxy, 'listening');
		this.proxy = proxy;
		const address = `http://127.0.0.1:${proxy.address().port}`;
		const npmSettings = {
			cache: this.ownNpm.npm_config_cache,
			registry: `https://${this.host}/`,
			'https-proxy': address,
			cafile: file,
			// npm would not see for minutes that a newer version is there.
			'prefer-online': 'true',
		};
		/** What an n8n runs with so that npm's registry is this one for it. */
		this.env = {
			...this.ownNpm,
			...Object.fromEntries(
				Object.entries(npmSettings).map(([key, value]) => [
					`npm_config_${key.replaceAll('-', '_')}`,
					value,
				]),
			),
			// In both spellings: some programs look at the small letters first.
			HTTP_PROXY: address,
			http_proxy: address,
			HTTPS_PROXY: address,
			https_proxy: address,
			NO_PROXY: '127.0.0.1,localhost',
			no_proxy: '127.0.0.1,localhost',
			NODE_EXTRA_CA_CERTS: file,
		};
		/** The same for a folder that npm runs in: n8n 1 runs some npm commands without this environment. */
		this.npmrc = Object.entries(npmSettings)
			.map(([key, value]) => `${key}=${value}\n`)
			.join('');
	}

	/** Stops the registry and its proxy. */
	async close() {
		this.proxy.closeAllConnections();
		this.proxy.close();
		await stopGroup(this.process);
	}

	/** Hands a request for npm's registry to the local one, which makes its links from these headers. */
	#pass(incoming, answer) {
		const { method, url, headers } = incoming;
		const outgoing = request(
			`${this.url}${url}`,
			{ method, headers: { ...headers, host: this.host, 'x-forwarded-proto': 'https' } },
			(response) => {
				answer.writeHead(response.statusCode, response.headers);
				response.pipe(answer);
			},
		);
		outgoing.on('error', () => answer.destroy());
		incoming.pipe(outgoing);
	}
}

/** A certificate for npm's registry, which is its own authority. */
async function makeCertificate(folder, host) {
	const [keyFile, file] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
	const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
	args.push('-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`);
	const { code, output } = await run('openssl', [...args, '-keyout', keyFile, '-out', file]);
	if (code === 127)
		throw new Advice('The program openssl is missing. Install it and run it again.');
	if (code !== 0) throw new Advice(`openssl made no certificate:\n${output.trim()}`);
	return { key: await readFile(keyFile), cert: await readFile(file), file };
}

/** The PATH for a program that runs `npm` with the given Node. @param {string} node */
export const pathWith = (node) => [dirname(node), process.env.PATH].join(delimiter);
