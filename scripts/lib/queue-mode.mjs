// An n8n in queue mode: one main process that serves no webhooks of published workflows, two workers
// and two webhook processes over one PostgreSQL and one Redis, each with a user folder of its own.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres, startRedis } from './databases.mjs';
import { signIn } from './instance.mjs';
import { installPackage, N8nClient, startN8n, stopN8n, tail } from './n8n.mjs';
import { freePort } from './ports.mjs';
import { beforeStop } from './processes.mjs';
import { startProxy } from './load-balancer.mjs';

export const WORKERS = ['worker1', 'worker2'];
export const WEBHOOKS = ['webhook1', 'webhook2'];

const COMMANDS = {
	main: { command: 'start' },
	worker1: { command: 'worker', args: ['--concurrency=10'] },
	worker2: { command: 'worker', args: ['--concurrency=10'] },
	webhook1: { command: 'webhook' },
	webhook2: { command: 'webhook' },
};

/** What the processes write once they are up, and how long that may take after their first answer. */
const UP = /n8n worker is now ready|Webhook listener waiting for requests/;
const UP_MS = 120_000;

/**
 * Starts all of it.
 * @param {{ install: object, tarball: string, folder: string, artifacts: string, postgres: string,
 *   redis: string, env?: object }} options `folder` for data, `artifacts` for logs, `postgres` and
 *   `redis` from ensurePostgres() and ensureRedis(), `env` for every n8n process
 */
export async function openQueueMode(options) {
	const queue = new QueueMode(options);
	beforeStop(() => queue.close());
	await queue.open();
	return queue;
}

class QueueMode {
	/** The running processes by name, as startN8n() gives them. */
	processes = {};
	#servers = [];
	#ports = {};

	constructor(options) {
		this.options = options;
	}

	async open() {
		const { folder, postgres, redis, install, tarball } = this.options;
		this.database = await startPostgres(postgres, {
			folder: join(folder, 'postgres'),
			logFile: this.#log('postgres'),
		});
		this.#servers.push(this.database);
		const queue = await startRedis(redis, {
			folder: join(folder, 'redis'),
			logFile: this.#log('redis'),
		});
		this.#servers.push(queue);
		for (const name of Object.keys(COMMANDS)) this.#ports[name] = await freePort();
		this.proxy = await startProxy({
			main: () => this.#ports.main,
			webhooks: () => WEBHOOKS.map((name) => this.#ports[name]),
		});
		this.env = {
			...this.database.env,
			...queue.env,
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			WEBHOOK_URL: `${this.proxy.url}/`,
			...this.options.env,
		};
		const [first, ...others] = Object.keys(COMMANDS).map((name) => this.#userFolder(name));
		await installPackage(tarball, first, install.node);
		for (const other of others) {
			await mkdir(other, { recursive: true, mode: 0o700 });
			await cp(join(first, '.n8n', 'nodes'), join(other, '.n8n', 'nodes'), { recursive: true });
		}
		// It makes the database's tables.
		await this.start('main');
		this.client = new N8nClient(this.processes.main);
		await signIn(this.client, first);
		await Promise.all([...WORKERS, ...WEBHOOKS].map((name) => this.start(name)));
		await this.#settled();
	}

	/**
	 * A process answers before it is up to its work, and can end on the way there; another one may even
	 * have answered on its port. Waits until each says in its log that it is.
	 */
	async #settled() {
		for (const name of [...WORKERS, ...WEBHOOKS]) {
			for (const end = Date.now() + UP_MS; !(await this.#isUp(name)); await sleep(250)) {
				const ended = await this.#ended(name);
				if (ended) throw ended;
				if (Date.now() > end)
					throw new Error(`${name} is not up:\n\n${await tail(this.#log(name), 25)}`);
			}
		}
	}

	async #isUp(name) {
		return UP.test(await readFile(this.#log(name), 'utf8'));
	}

	/** Starts a process that does not run, with its data and port of before. @param {string} name */
	async start(name) {
		const port = this.#ports[name];
		this.processes[name] = await startN8n(this.options.install, {
			...COMMANDS[name],
			userFolder: this.#userFolder(name),
			port,
			env: { ...this.env, QUEUE_HEALTH_CHECK_PORT: String(port) },
			logFile: this.#log(name),
		});
	}

	/**
	 * Starts again what has ended by itself, which nothing here ever should.
	 * @throws {Error} naming it, with the end of its log
	 */
	async revive() {
		for (const name of Object.keys(this.processes)) {
			const ended = await this.#ended(name);
			if (!ended) continue;
			await this.start(name);
			throw ended;
		}
	}

	/** What there is to say of a process that has ended by itself. @returns {Promise<Error | undefined>} */
	async #ended(name) {
		const { process: child } = this.processes[name];
		if (child.exitCode === null && child.signalCode === null) return undefined;
		const how = child.signalCode ?? `exit code ${child.exitCode}`;
		const log = await tail(this.#log(name), 25);
		return new Error(`${name} had ended by itself (${how}). The end of its log:\n\n${log}`);
	}

	/**
	 * Ends a process, and whatever it started, with SIGKILL.
	 * @param {string} name
	 * @throws {Error} when it has ended already, with the end of its log
	 */
	async kill(name) {
		const ended = await this.#ended(name);
		if (ended) throw ended;
		const { process: child } = this.processes[name];
		const gone = once(child, 'exit');
		process.kill(-child.pid, 'SIGKILL');
		await gone;
	}

	/**
	 * Which worker has taken up which executions, as their logs say.
	 * @returns {Promise<Map<string, string>>} the worker by the id of an execution
	 */
	async workers() {
		const found = new Map();
		for (const name of WORKERS) {
			const log = await readFile(this.#log(name), 'utf8');
			for (const [, id] of log.matchAll(/Worker started execution (\d+)/g)) found.set(id, name);
		}
		return found;
	}

	/** Stops everything: the processes first, so that they can take leave of the databases. */
	async close() {
		await Promise.all(Object.values(this.processes).map(stopN8n));
		this.proxy?.close();
		await Promise.all(this.#servers.map(({ stop }) => stop()));
	}

	#userFolder(name) {
		return join(this.options.folder, name);
	}

	#log(name) {
		return join(this.options.artifacts, `${name}.log`);
	}
}
