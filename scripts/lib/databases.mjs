// PostgreSQL and Redis with data folders of their own, for an n8n in queue mode.
import { createWriteStream, existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Advice } from './advice.mjs';
import { tail } from './n8n-server.mjs';
import { freePort } from './ports.mjs';
import { launch, run, stopGroup } from './processes.mjs';
import { ensureProgram, onThePath } from './programs.mjs';

/** Where Debian has the programs of each version. */
const VERSIONS = '/usr/lib/postgresql';
const START_TIMEOUT_MS = 60_000;
const HOST = '127.0.0.1';
const USER = 'n8n';
/** Comes with each new PostgreSQL. */
const DATABASE = 'postgres';

/** @returns {Promise<string>} the folder of PostgreSQL's programs */
export async function ensurePostgres() {
	const find = () => {
		const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => b - a) : [];
		const programs = versions.map((version) => join(VERSIONS, version, 'bin', 'initdb'));
		return programs.find((program) => existsSync(program)) ?? onThePath('initdb');
	};
	const missing =
		'Queue mode needs PostgreSQL. Install it (Debian and Ubuntu: sudo apt-get install postgresql).';
	return dirname(await ensureProgram({ find, debian: 'postgresql', missing }));
}

/** @returns {Promise<string>} Redis' program */
export async function ensureRedis() {
	const find = () => onThePath('redis-server');
	const missing =
		'Queue mode needs Redis. Install it (Debian and Ubuntu: sudo apt-get install redis-server).';
	return await ensureProgram({ find, debian: 'redis-server', missing });
}

/**
 * Starts an empty PostgreSQL.
 * @param {string} programs from ensurePostgres()
 * @param {{ folder: string, logFile: string }} options `folder` for its data
 * @returns what n8n's environment needs, how to ask it, and how to stop it
 */
export async function startPostgres(programs, { folder, logFile }) {
	const program = (name) => join(programs, name);
	const owner = await unprivileged();
	await mkdir(folder, { recursive: true, mode: 0o700 });
	if (owner.uid) {
		await chown(folder, owner.uid, owner.gid);
		// The way to it may be closed to other users.
		await chmod(dirname(folder), 0o711);
	}
	const options = { cwd: folder, ...owner };
	const data = join(folder, 'data');
	const create = ['-D', data, '-U', USER, '--auth=trust', '-E', 'UTF8', '--locale=C'];
	const { code, output } = await run(program('initdb'), create, options);
	if (code !== 0) throw new Advice(`PostgreSQL made no data folder:\n${output.trim()}`);

	const port = await freePort();
	const settings = { listen_addresses: HOST, unix_socket_directories: '' };
	const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const child = launch(program('postgres'), ['-D', data, '-p', String(port), ...args], options);
	const at = ['-h', HOST, '-p', String(port), '-U', USER, '-d', DATABASE];
	await started('PostgreSQL', child, logFile, async () => {
		return (await run(program('pg_isready'), at)).code === 0;
	});
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: HOST,
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: DATABASE,
			DB_POSTGRESDB_USER: USER,
		},
		/** Runs SQL. @returns {Promise<string>} its rows, one a line, columns divided by `|` */
		async query(sql) {
			const flags = ['-X', '-A', '-t', '-q', '-v', 'ON_ERROR_STOP=1', '-c', sql];
			const answer = await run(program('psql'), [...at, ...flags]);
			if (answer.code !== 0) throw new Error(`PostgreSQL: ${answer.output.trim()}\n${sql}`);
			return answer.stdout.trim();
		},
		stop: () => stopGroup(child),
	};
}

/**
 * Starts an empty Redis that writes nothing down.
 * @param {string} program from ensureRedis()
 * @param {{ folder: string, logFile: string }} options
 */
export async function startRedis(program, { folder, logFile }) {
	await mkdir(folder, { recursive: true });
	const port = await freePort();
	const settings = { port: String(port), bind: HOST, dir: folder, save: '', appendonly: 'no' };
	const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
	const child = launch(program, args, { cwd: folder });
	await started('Redis', child, logFile, async () => {
		return /Ready to accept connections/.test(await readFile(logFile, 'utf8').catch(() => ''));
	});
	return {
		env: { QUEUE_BULL_REDIS_HOST: HOST, QUEUE_BULL_REDIS_PORT: String(port) },
		stop: () => stopGroup(child),
	};
}

/** PostgreSQL does not run as root: Debian's package brings a user for it. */
async function unprivileged() {
	if (process.getuid?.() !== 0) return {};
	const users = await readFile('/etc/passwd', 'utf8');
	const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
	if (uid) return { uid: Number(uid), gid: Number(gid) };
	throw new Advice(
		'PostgreSQL does not run as root, and there is no user postgres. Use another user.',
	);
}

/** Waits until a server is ready, and keeps its log. */
async function started(name, child, logFile, isReady) {
	const log = createWriteStream(logFile, { flags: 'a' });
	child.stdout.pipe(log, { end: false });
	child.stderr.pipe(log, { end: false });
	child.once('close', () => log.end());
	for (const end = Date.now() + START_TIMEOUT_MS; !(await isReady()); await sleep(100)) {
		if (child.exitCode === null && Date.now() < end) continue;
		await stopGroup(child);
		throw new Advice(`${name} did not start. Its log (${logFile}):\n\n${await tail(logFile, 15)}`);
	}
}
