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

/** A port that is free now. */
export function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen({ port: 0, host: '127.0.0.1' }, () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
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
