// npm as a child process: a clean environment, and its failures in words that a person can act on.
import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { Advice } from './advice.mjs';
import { run } from './processes.mjs';

/** npm's own JavaScript file, so that it can be run with any Node. */
function npmCli() {
	const given = process.env.npm_execpath;
	if (given && basename(given) === 'npm-cli.js' && existsSync(given)) return given;
	for (const folder of [...process.env.PATH.split(delimiter), dirname(process.execPath)]) {
		const link = join(folder, 'npm');
		if (!existsSync(link)) continue;
		const file = realpathSync(link);
		if (basename(file) === 'npm-cli.js') return file;
	}
	throw new Advice(
		'npm was not found. Install Node 20 or newer together with npm, and run it again.',
	);
}

/**
 * The environment without what `npm run` adds for its own script: a nested npm would take it as its
 * own settings. What the person chose (registry, cache, proxy) stays.
 */
export function npmEnv(more = {}) {
	const env = { ...process.env };
	for (const key of Object.keys(env)) {
		if (
			/^(npm_lifecycle_|npm_package_|npm_config_(local_prefix|global_prefix|prefix)$|INIT_CWD$)/.test(
				key,
			)
		) {
			delete env[key];
		}
	}
	return {
		...env,
		npm_config_audit: 'false',
		npm_config_fund: 'false',
		npm_config_update_notifier: 'false',
		...more,
	};
}

/**
 * Runs npm to its end.
 * @param {string[]} args
 * @param {{ cwd: string, node?: string, env?: object, onText?: (text: string) => void }} options
 *   `node`: the Node that runs npm and the install scripts
 * @returns {Promise<string>} what it printed on standard output
 * @throws {Advice}
 */
export async function npm(args, { cwd, node = process.execPath, env = {}, onText }) {
	const path = [dirname(node), process.env.PATH].join(delimiter);
	const result = await run(node, [npmCli(), ...args], {
		cwd,
		env: npmEnv({ PATH: path, ...env }),
		onText,
	});
	if (result.code === 0) return result.stdout;
	throw await npmFailure(args, result.output, cwd);
}

async function npmFailure(args, output, cwd) {
	const code = /npm (?:error|ERR!) code (\S+)/.exec(output)?.[1] ?? '';
	const advice = adviceFor(code, output);
	const registry = advice.includes('REGISTRY') ? await registryOf(cwd) : '';
	// npm's own words where they name what is missing; those about the network say nothing more.
	const lines = output.split('\n').filter((line) => line.trim() !== '' && !/npm warn/i.test(line));
	const words = NETWORK.test(code) ? '' : `\n\n${lines.slice(0, 25).join('\n')}`;
	const error = new Advice(
		`${advice.replace('REGISTRY', registry)}\nIt was: npm ${args.join(' ')}${words}`,
	);
	error.code = code;
	return error;
}

const NETWORK =
	/^(ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|UNABLE_TO_.*|SELF_SIGNED.*|CERT_.*|DEPTH_ZERO.*)$/;

function adviceFor(code, output) {
	if (NETWORK.test(code)) {
		return `npm cannot reach its registry (REGISTRY): ${code}.
Check the network, and behind a proxy \`npm config set proxy\` and \`npm config get registry\`. Then run the same command again: what has been downloaded is kept.`;
	}
	if (code === 'ENOSPC' || /ENOSPC|no space left/i.test(output)) {
		return 'The disk is full. Make room and run the same command again: what has been downloaded is kept.';
	}
	if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
		return 'npm may not write into one of its folders (see below). Give your user that folder, for example with chown, and run it again.';
	}
	if (code === 'E404' || code === 'ETARGET') {
		return 'The npm registry (REGISTRY) does not have a package that is needed (see below). If it is a mirror, use one that is complete.';
	}
	if (code === 'E401' || code === 'E403') {
		return 'The npm registry (REGISTRY) refused the download (see below). Check the registry and the login in your .npmrc.';
	}
	if (code === 'EINTEGRITY') {
		return 'A download is damaged. Run `npm cache verify`, then the same command again.';
	}
	if (code === 'EUSAGE' && /package-lock/.test(output)) {
		return 'package-lock.json does not fit package.json. Run `npm install` once, then the same command again.';
	}
	return 'npm did not finish (see below).';
}

async function registryOf(cwd) {
	const { stdout } = await run(process.execPath, [npmCli(), 'config', 'get', 'registry'], {
		cwd,
		env: npmEnv(),
	});
	return stdout.trim() || 'unknown';
}
