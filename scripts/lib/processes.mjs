// Child processes. Each one leads a process group of its own, so that stopping it stops whatever it
// started too, and every group that is still alive is ended when the script ends, however it ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const running = new Set();
const cleanups = [];
const removals = [];
let watcher;

/** Has every group ended when this process ends: by its own exit, or by a watcher when it is killed. */
function watch() {
	const program = fileURLToPath(new URL('./watcher.mjs', import.meta.url));
	watcher = spawn(process.execPath, [program], {
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	});
	watcher.unref();
	watcher.stdin.unref();
	watcher.stdin.on('error', () => {});
	process.on('exit', () => {
		for (const child of running) signalGroup(child, 'SIGKILL');
	});
}

function forget(child) {
	if (running.delete(child)) watcher.stdin.write(`-${child.pid}\n`);
}

/**
 * Starts a process in a group of its own.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function launch(command, args, options = {}) {
	const child = spawn(command, args, {
		stdio: ['ignore', 'pipe', 'pipe'],
		...options,
		detached: true,
	});
	if (!child.pid) return child;
	if (!watcher) watch();
	running.add(child);
	watcher.stdin.write(`+${child.pid}\n`);
	child.once('exit', () => {
		// A leader may be gone while its group lives on; stopGroup() looks at the group.
		if (!groupAlive(child.pid)) forget(child);
	});
	return child;
}

/**
 * Runs a process to its end and collects what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options] spawn options, and `onText(text)`, called with every piece of output
 * @returns {Promise<{ code: number, stdout: string, stderr: string, output: string }>} never rejects
 *   for an exit code; `code` is 127 when the command does not exist
 */
export async function run(command, args, { onText, ...options } = {}) {
	const child = launch(command, args, options);
	const result = { code: 1, stdout: '', stderr: '', output: '' };
	for (const name of ['stdout', 'stderr']) {
		child[name]?.setEncoding('utf8').on('data', (text) => {
			result[name] += text;
			result.output += text;
			onText?.(text);
		});
	}
	try {
		const [code, signal] = await once(child, 'close');
		result.code = signal ? 128 : code;
	} catch (error) {
		result.code = error.code === 'ENOENT' ? 127 : 1;
		result.stderr += error.message;
		result.output += error.message;
	}
	return result;
}

function groupAlive(pid) {
	try {
		process.kill(-pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

function signalGroup(child, signal) {
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The group has ended in the meantime.
	}
}

/**
 * Ends a process and everything that it started: SIGTERM, then SIGKILL for what is left.
 * @param {import('node:child_process').ChildProcess | undefined} child
 * @param {number} [graceMs] how long to wait before SIGKILL
 */
export async function stopGroup(child, graceMs = 10_000) {
	if (!child?.pid) return;
	for (const [signal, waitMs] of [
		['SIGTERM', graceMs],
		['SIGKILL', 2_000],
	]) {
		signalGroup(child, signal);
		for (const end = Date.now() + waitMs; groupAlive(child.pid) && Date.now() < end; )
			await sleep(50);
		if (!groupAlive(child.pid)) break;
	}
	forget(child);
}

/** Registers work to do before the processes are stopped, on any way out. */
export function beforeStop(cleanup) {
	cleanups.push(cleanup);
}

/** Registers work to do when all processes have been stopped, such as removing what they write to. */
export function afterStop(removal) {
	removals.push(removal);
}

let stopping;
/** Ends every process that launch() started and that still runs. */
export function stopAll() {
	stopping ??= (async () => {
		for (const cleanup of cleanups.reverse()) await Promise.resolve(cleanup()).catch(() => {});
		await Promise.all([...running].map((child) => stopGroup(child)));
		for (const removal of removals) await Promise.resolve(removal()).catch(() => {});
	})();
	return stopping;
}

let signalledAt = 0;
/** Whether the person, or the system, has asked the script to stop. */
export const interrupted = () => signalledAt > 0;

function interrupt(code) {
	// npm passes Ctrl-C on, so that it may arrive twice at once: only a later one is impatience.
	if (interrupted() && Date.now() - signalledAt < 1_000) return;
	if (interrupted()) process.exit(code);
	signalledAt = Date.now();
	process.stderr.write('\nStopping …\n');
	void stopAll().then(() => process.exit(code));
}

/** From now on Ctrl-C, SIGTERM and a closed terminal stop all processes first; a second Ctrl-C, at once. */
export function onInterrupt() {
	for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
		process.on(signal, () => interrupt(code));
	}
	// A SIGTERM to `npm start` ends npm and its shell, and does not reach this process.
	const parent = process.ppid;
	if (process.env.npm_lifecycle_event) {
		setInterval(() => {
			if (process.ppid !== parent && !interrupted()) interrupt(143);
		}, 500).unref();
	}
}
