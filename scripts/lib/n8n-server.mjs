// Starts and stops an n8n with a user folder of its own.
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Advice } from './advice.mjs';
import { npmEnv } from './npm.mjs';
import { freePort } from './ports.mjs';
import { launch, run, stopGroup } from './processes.mjs';

const START_TIMEOUT_MS = 180_000;

/**
 * The environment for n8n: nothing of the person's own n8n (its database, its encryption key), no
 * telemetry, no requests to n8n's hosts, loopback only.
 */
export function n8nEnv(userFolder, port, brokerPort, more = {}) {
	const env = npmEnv();
	for (const key of Object.keys(env)) {
		if (/^(N8N_|DB_|EXECUTIONS_|QUEUE_|OFFLOAD_|WEBHOOK_|NODE_OPTIONS$|NODE_FUNCTION_)/.test(key))
			delete env[key];
	}
	return {
		...env,
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}/`,
		WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		...more,
	};
}

/**
 * Where each of n8n's processes shows that it is up, in JSON: n8n answers other paths with a waiting
 * page until then.
 */
const SIGNS = {
	start: 'rest/settings',
	webhook: 'healthz/readiness',
	worker: 'healthz/readiness',
};

/**
 * Starts n8n and waits until it answers.
 * @param {{ node: string, bin: string, env: object }} install from ensureN8n()
 * @param {{ userFolder: string, port: number, env?: object, logFile?: string, command?: keyof SIGNS,
 *   args?: string[] }} options `command` is n8n's, the main process by default
 * @returns {Promise<{ url: string, port: number, userFolder: string, logFile: string, install: object,
 *   env: object, process: import('node:child_process').ChildProcess }>}
 * @throws {Advice} with the end of n8n's log
 */
export async function startN8n(
	install,
	{
		userFolder,
		port,
		env: more,
		logFile = join(userFolder, 'n8n.log'),
		command = 'start',
		args = [],
	},
) {
	await mkdir(userFolder, { recursive: true, mode: 0o700 });
	const env = n8nEnv(userFolder, port, await freePort(), { ...install.env, ...more });
	const child = launch(install.node, [install.bin, command, ...args], { env, cwd: userFolder });
	const log = createWriteStream(logFile, { flags: 'a' });
	child.stdout.pipe(log, { end: false });
	child.stderr.pipe(log, { end: false });
	child.once('close', () => log.end());
	const url = `http://127.0.0.1:${port}`;
	const server = { url, port, userFolder, logFile, install, env, process: child };
	const sign = `${url}/${SIGNS[command]}`;
	for (const end = Date.now() + START_TIMEOUT_MS; !(await answers(sign)); await sleep(250)) {
		if (child.exitCode !== null || child.signalCode !== null || Date.now() > end) {
			await stopGroup(child);
			throw new Advice(
				`n8n did not start${child.exitCode === null ? ` within ${START_TIMEOUT_MS / 1000} s` : ''}. ` +
					`The end of its log (${logFile}):\n\n${await tail(logFile, 25)}`,
			);
		}
	}
	return server;
}

async function answers(url) {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
		return response.ok && /json/.test(response.headers.get('content-type') ?? '');
	} catch {
		return false;
	}
}

/** Stops n8n and every process that it started. */
export async function stopN8n(server) {
	await stopGroup(server.process);
}

/** The last lines of a file. @param {string} file @param {number} lines */
export async function tail(file, lines) {
	const text = await readFile(file, 'utf8').catch(() => '');
	return text.trim().split('\n').slice(-lines).join('\n');
}

/**
 * Runs a command of n8n's own command line against a stopped or running instance.
 * @param {{ node: string, bin: string, env: object }} install
 * @param {string} userFolder
 * @param {string[]} args for example `['execute', '--id=…']`
 */
export async function n8nCommand(install, userFolder, args) {
	const env = n8nEnv(userFolder, await freePort(), await freePort(), install.env);
	return await run(install.node, [install.bin, ...args], { env, cwd: userFolder });
}
