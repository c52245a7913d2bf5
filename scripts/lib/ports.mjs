// Ports on this machine.
import { createServer } from 'node:net';
import { Advice } from './advice.mjs';

/** Whether nothing listens on the port, on either loopback address. @param {number} port */
export async function portFree(port) {
	return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::'));
}

function canListen(port, host) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', (error) =>
			resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
		);
		server.listen({ port, host }, () => server.close(() => resolve(true)));
	});
}

/** Below the ports that systems give to outgoing connections, so that none of those takes it meanwhile. */
const FIRST = 20_000;
const LAST = 32_000;
const given = new Set();

/** A port that is free now, and that this script has given to nothing else. */
export async function freePort() {
	for (;;) {
		const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
		if (given.has(port) || !(await portFree(port))) continue;
		given.add(port);
		return port;
	}
}

/**
 * Reads a port from a flag or an environment variable.
 * @param {string | undefined} value
 * @param {number} fallback
 * @param {string} source how the person gave it, for the message
 */
export function readPort(value, fallback, source) {
	if (value === undefined || value === '') return fallback;
	const port = Number(value);
	if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
	throw new Advice(
		`${source} is '${value}', which is not a port. Give a whole number from 1 to 65535.`,
	);
}

/**
 * Fails when a port is taken.
 * @param {number} port
 * @param {string} what the program that wants it
 * @param {string} flag the flag that changes it
 */
export async function requirePort(port, what, flag) {
	if (await portFree(port)) return;
	throw new Advice(
		`Port ${port}, where ${what} would listen, is used by another program.\n` +
			`Stop that program (it may be an earlier start of this one), or choose another port: ` +
			`npm start -- ${flag} ${port === 65535 ? port - 1 : port + 1}\n` +
			`To see what uses it: lsof -i :${port}   (or: ss -ltnp 'sport = :${port}')`,
	);
}
