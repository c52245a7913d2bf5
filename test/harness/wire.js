// A server that answers in raw bytes, for what no HTTP library would send.
const { createServer } = require('node:net');

/** Waits until a whole request is in: its head, and as much body as the head announces. */
function isWhole(text) {
	const [head, body] = text.split('\r\n\r\n');
	const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
	return body !== undefined && Buffer.byteLength(body) >= length;
}

/**
 * @param {(socket: import('node:net').Socket, attempt: number) => void} answer called once per request
 * @returns {Promise<{ baseUrl: string, requests: string[], close(): Promise<void> }>}
 */
exports.serve = async (answer) => {
	const requests = [];
	const sockets = new Set();
	const server = createServer((socket) => {
		sockets.add(socket);
		let text = '';
		socket.on('error', () => {});
		socket.on('close', () => sockets.delete(socket));
		socket.on('data', (chunk) => {
			text += chunk;
			if (!isWhole(text)) return;
			requests.push(text);
			text = '';
			answer(socket, requests.length);
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		baseUrl: `http://127.0.0.1:${server.address().port}/v2`,
		requests,
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
};

/** Writes a piece again and again, until the other side has had enough. */
exports.trickle = (socket, piece, milliseconds) => {
	const timer = setInterval(() => socket.write(piece), milliseconds);
	socket.on('close', () => clearInterval(timer));
};

/** Writes as fast as the other side reads, and counts the bytes. */
exports.flood = (socket, piece) => {
	const written = { bytes: 0 };
	const more = () => {
		while (!socket.destroyed) {
			written.bytes += piece.length;
			if (!socket.write(piece)) break;
		}
	};
	socket.on('drain', more);
	more();
	return written;
};
