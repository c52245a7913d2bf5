// The folder outside the clone where downloads that are worth keeping live (n8n, Node 24, the scanner),
// with a lock against two installs at once and a check of the free space.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Advice } from './advice.mjs';
import { beforeStop } from './processes.mjs';
import { say } from './progress.mjs';

/** `$ZOKO_N8N_CACHE`, else `n8n-nodes-zoko` in the user's cache folder. */
export const CACHE =
	process.env.ZOKO_N8N_CACHE ||
	join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-zoko');

/** Free bytes on the file system that the folder is, or will be, on. @param {string} folder */
export async function freeBytes(folder) {
	let existing = folder;
	while (!existsSync(existing)) existing = dirname(existing);
	const { bavail, bsize } = await statfs(existing);
	return bavail * bsize;
}

/** '2.9 GB', '640 MB' (decimal units) @param {number} bytes */
export function size(bytes) {
	const [value, unit] =
		bytes >= 1e9 ? [(bytes / 1e9).toFixed(1), 'GB'] : [Math.round(bytes / 1e6), 'MB'];
	return `${value} ${unit}`;
}

/**
 * Fails when the cache's disk has too little room.
 * @param {number} bytes what is needed; `ZOKO_MIN_FREE_MB` in the environment replaces it
 * @param {string} what what it is needed for
 */
export async function requireSpace(bytes, what) {
	const needed = process.env.ZOKO_MIN_FREE_MB ? Number(process.env.ZOKO_MIN_FREE_MB) * 1e6 : bytes;
	const free = await freeBytes(CACHE);
	if (free >= needed) return;
	throw new Advice(
		`${what} needs ${size(needed)} of disk, and the disk of ${CACHE} has ${size(free)} free.\n` +
			'Make room, or put the cache on another disk with ZOKO_N8N_CACHE=/path/to/folder, and run it again.',
	);
}

/**
 * Creates a folder of the cache.
 * @param {string} folder
 * @param {number} [mode] who may open it, and those above it that are created too
 */
export async function makeFolder(folder, mode) {
	try {
		await mkdir(folder, { recursive: true, mode });
	} catch (error) {
		throw new Advice(
			`The folder ${folder} cannot be created (${error.code}).\n` +
				'Give your user that place, or choose another with ZOKO_N8N_CACHE=/path/to/folder, and run it again.',
		);
	}
}

/**
 * Runs work that only one process at a time may do; the others wait for it and then go on.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
	await makeFolder(CACHE);
	const lock = join(CACHE, `${name}.lock`);
	for (let told = false; !(await take(lock)); ) {
		const owner = await ownerOf(lock);
		if (owner.gone) {
			await rm(lock, { force: true });
			continue;
		}
		if (!told) say(`Another process (${owner.pid}) is installing ${name}; waiting for it.`);
		told = true;
		await sleep(1_000);
	}
	const release = () => rm(lock, { force: true });
	beforeStop(release);
	try {
		return await work();
	} finally {
		await release();
	}
}

async function take(lock) {
	try {
		await writeFile(lock, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
}

async function ownerOf(lock) {
	const pid = Number(await readFile(lock, 'utf8').catch(() => ''));
	// Just created and not yet written, or just released: look again.
	if (!pid) return { pid, gone: false };
	try {
		process.kill(pid, 0);
		return { pid, gone: false };
	} catch (error) {
		return { pid, gone: error.code === 'ESRCH' };
	}
}
