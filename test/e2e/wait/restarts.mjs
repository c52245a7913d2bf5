// n8n is stopped, killed, started again and moved while its runs wait.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { stopN8n } from '../../../scripts/lib/n8n.mjs';
import { Skipped } from '../../../scripts/lib/tally.mjs';
import { asking, BUTTONS } from './shop.mjs';

/** Zoko's patience while n8n is away; each try is refused, and none disables the webhook. */
const PATIENT = { webhooks: { attempts: 100, backoffMs: [500, 1000], disableAfter: 1000 } };

export async function restarted(shop) {
	const trigger = await shop.listening();
	await shop.settings(PATIENT);
	const meanwhile = await shop.ask(asking(BUTTONS));
	const afterwards = await shop.ask(asking(BUTTONS));
	await stopN8n(shop.n8n.server);
	// n8n 1 answers what comes while it starts with a page of its own, and Zoko takes that for a yes.
	const isToldLater = shop.client.server.install.major < 2;
	if (!isToldLater) await shop.tap(meanwhile.messageId, 1);
	await shop.restart();
	if (isToldLater) await shop.tap(meanwhile.messageId, 1);
	assert.equal(await shop.payload(meanwhile.executionId), 'cancel');
	await shop.tap(afterwards.messageId, 0);
	assert.equal(await shop.payload(afterwards.executionId), 'confirm');
	await shop.quiet(trigger, 0);
	await shop.withdraw(trigger);
}

/**
 * n8n is killed while a run waits, and started again behind a proxy that gives it a path of its own
 * and through which it does not reach its waiting runs.
 */
export async function moved(shop) {
	if (shop.client.server.install.major < 2) throw new Skipped('tried in the newest n8n');
	await shop.listening();
	const before = await shop.ask(asking(BUTTONS));
	process.kill(-shop.n8n.server.process.pid, 'SIGKILL');
	const proxy = await startProxy('/automation', shop.n8n.server.port);
	try {
		const env = { N8N_PATH: '/automation/', WEBHOOK_URL: `${proxy.url}/automation/` };
		await shop.context.restartN8n(env);
		await shop.until('the webhook at the new address', async () =>
			(await shop.webhooks()).some(({ url }) => url.startsWith(env.WEBHOOK_URL)),
		);
		await shop.tap(before.messageId, 1);
		assert.equal(await shop.payload(before.executionId), 'cancel');
		const after = await shop.ask(asking(BUTTONS));
		await shop.tap(after.messageId, 0);
		assert.equal(await shop.payload(after.executionId), 'confirm');
		assert.deepEqual(proxy.refused, [], 'n8n asked for its own runs in public first');
	} finally {
		await shop.close();
		await shop.context.restartN8n();
		proxy.close();
	}
}

/** Takes a path off before n8n sees it, as n8n's documentation has it, and keeps waiting runs shut. */
async function startProxy(path, port) {
	const refused = [];
	const server = createServer((incoming, answer) => {
		const { method, url, headers } = incoming;
		if (!url.startsWith(`${path}/`) || url.includes('-waiting')) {
			refused.push(url);
			answer.writeHead(502).end('<html>Bad gateway</html>');
			return;
		}
		const to = { host: '127.0.0.1', port, method, headers, path: url.slice(path.length) };
		const outgoing = request({ ...to, agent: false }, (response) => {
			answer.writeHead(response.statusCode, response.headers);
			response.pipe(answer);
		});
		outgoing.once('error', () => answer.destroy());
		incoming.pipe(outgoing);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${server.address().port}`,
		refused,
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}
