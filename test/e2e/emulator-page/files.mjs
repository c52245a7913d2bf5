import { createServer } from 'node:http';

const picture = (words) =>
	`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#0f766e"/><stop offset="1" stop-color="#f2c078"/></linearGradient></defs><rect width="640" height="400" fill="url(#g)"/><text x="320" y="218" font-size="46" fill="#fff" text-anchor="middle" font-family="sans-serif">${words}</text></svg>`;

/** Serves pictures at `/<words>.svg`, takes webhooks at `/hook`, and knows nothing else (404). */
export async function startFiles() {
	const events = [];
	const server = createServer((request, response) => {
		const name = /^\/([\w%]+)\.svg$/.exec(request.url);
		if (name) {
			response.setHeader('content-type', 'image/svg+xml');
			response.end(picture(decodeURIComponent(name[1])));
			return;
		}
		let text = '';
		request.on('data', (part) => (text += part));
		request.on('end', () => {
			if (request.url === '/hook') events.push(JSON.parse(text));
			response.statusCode = request.url === '/hook' ? 200 : 404;
			response.end(request.url === '/hook' ? '{"taken":true}' : undefined);
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = () =>
		new Promise((resolve) => {
			server.close(resolve);
			server.closeAllConnections();
		});
	return { url: `http://127.0.0.1:${server.address().port}`, events, close };
}
