// node bench/trigger.mjs: events per second and answer times of the Zoko Trigger, beside n8n's own
// Webhook node, in one run on a real n8n. Both start the same workflow and get the same events on
// loopback, in rounds that take turns, so that both meet the same machine.
//
//   --events <n>       events per node and round (400)
//   --rounds <n>       (5)
//   --concurrency <n>  events under way at the same time (8)
//   --engine <name>    n8n's expression engine: vm (n8n's default) or legacy
//   --package <file>   a packed package, instead of packing this one
//
// With the vm engine n8n prepares an isolate before it asks any trigger but its own Webhook node for
// its answer. No other trigger can have that shortcut, so the smallest possible trigger, which only
// passes on the body, is measured too: what it costs is n8n's, the rest is ours.
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Advice, main } from '../scripts/lib/advice.mjs';
import { startEmulator } from '../scripts/lib/emulator.mjs';
import { saveCredential } from '../scripts/lib/instance.mjs';
import { ensureN8n, installPackage, N8nClient, startN8n } from '../scripts/lib/n8n.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { beforeStop } from '../scripts/lib/processes.mjs';
import { steps } from '../scripts/lib/progress.mjs';
import { build, ensureDependencies } from '../scripts/lib/project.mjs';
import { pack } from '../scripts/lib/tarball.mjs';

const WARM_UP = 100;

/** n8n loads every node of this folder. */
const SMALLEST = fileURLToPath(new URL('smallest-trigger', import.meta.url));

function readOptions() {
	const number = (fallback) => ({ type: 'string', default: String(fallback) });
	const { values } = parseArgs({
		options: {
			events: number(400),
			rounds: number(5),
			concurrency: number(8),
			engine: { type: 'string', default: 'vm' },
			package: { type: 'string' },
		},
	});
	for (const name of ['events', 'rounds', 'concurrency']) {
		if (!(Number(values[name]) >= 1)) {
			throw new Advice(`--${name} is '${values[name]}', which is not a number of at least 1.`);
		}
	}
	return {
		events: Number(values.events),
		rounds: Number(values.rounds),
		concurrency: Number(values.concurrency),
		engine: values.engine,
		tarball: values.package,
	};
}

/** A delivery update as Zoko sends it, each about another message. */
const newEvent = () => ({
	deliveryStatus: 'delivered',
	event: 'message:delivery:update',
	id: randomUUID(),
	platform: 'WHATSAPP',
	platformSenderId: '+919876543201',
	platformTimestamp: new Date().toISOString(),
});

const END = {
	id: 'end',
	name: 'End',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [220, 0],
	parameters: {},
};

function workflowOf(name, trigger) {
	const start = {
		id: 'start',
		name: 'Start',
		typeVersion: 1,
		position: [0, 0],
		webhookId: randomUUID(),
		...trigger,
	};
	return {
		name,
		nodes: [start, END],
		connections: { Start: { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
	};
}

const webhookNode = (name, path) =>
	workflowOf(name, {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, options: {} },
	});

const zokoTrigger = (name, options) =>
	workflowOf(name, {
		type: 'n8n-nodes-zoko.zokoTrigger',
		parameters: { events: ['messageDelivered'], options },
	});

/** Posts events and waits for their answers. @returns milliseconds per event, and of the whole */
async function post(url, count, concurrency) {
	const times = [];
	let next = 0;
	const worker = async () => {
		while (next++ < count) {
			const body = JSON.stringify(newEvent());
			const began = performance.now();
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body,
			});
			await response.arrayBuffer();
			times.push(performance.now() - began);
			if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
		}
	};
	const began = performance.now();
	await Promise.all(Array.from({ length: concurrency }, worker));
	return { times, took: performance.now() - began };
}

async function until(what, holds) {
	for (const end = Date.now() + 60_000; ; await sleep(200)) {
		const found = await holds();
		if (found) return found;
		if (Date.now() > end) throw new Error(`Waited a minute for ${what}`);
	}
}

/** Waits until n8n has worked off the runs of a round, so that they do not slow down the next one. */
async function quiet(client, workflow) {
	await until('the runs to end', async () => {
		const running = await client.executions(workflow);
		return running.every(({ status }) => !['new', 'running'].includes(status));
	});
}

async function openN8n({ install, tarball, userFolder, engine }) {
	await mkdir(userFolder, { recursive: true, mode: 0o700 });
	await installPackage(tarball, userFolder, install.node);
	const env = { N8N_EXPRESSION_ENGINE: engine, N8N_CUSTOM_EXTENSIONS: SMALLEST };
	const server = await startN8n(install, { userFolder, port: await freePort(), env });
	const client = new N8nClient(server);
	await client.setUpOwner({ email: 'owner@example.com', password: `Zk1${randomUUID()}` });
	return { client, server };
}

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];

function row({ name, times, took }, webhook, smallest) {
	const sorted = times.toSorted((a, b) => a - b);
	const rate = (1000 * times.length) / took;
	const share = (of) => Number((rate / ((1000 * of.times.length) / of.took)).toFixed(3));
	const ms = (value) => `${value.toFixed(1)} ms`;
	return {
		trigger: name,
		events: times.length,
		'events per second': Number(rate.toFixed(1)),
		p50: ms(quantile(sorted, 0.5)),
		p99: ms(quantile(sorted, 0.99)),
		'of Webhook': share(webhook),
		'of smallest': share(smallest),
	};
}

await main(async () => {
	const options = readOptions();
	const step = steps(4);
	await step('Development dependencies', ensureDependencies);
	const install = await step('n8n', ensureN8n);
	const folder = await mkdtemp(join(tmpdir(), 'zoko-bench-'));
	beforeStop(() => rm(folder, { recursive: true, force: true }));
	const tarball = await step('Build and pack this package', async () => {
		if (options.tarball) return options.tarball;
		await build();
		return (await pack(folder)).file;
	});
	const emulator = await startEmulator({
		port: await freePort(),
		logFile: join(folder, 'emulator.log'),
	});
	const { client, server } = await step('Start n8n', () =>
		openN8n({ install, tarball, userFolder: join(folder, 'n8n'), engine: options.engine }),
	);
	const credential = await saveCredential(client, emulator);

	const webhook = (name) => {
		const path = randomUUID();
		return { name, workflow: webhookNode(name, path), url: `${server.url}/webhook/${path}` };
	};
	const smallest = (name) => {
		const workflow = workflowOf(name, { type: 'CUSTOM.smallestTrigger', parameters: {} });
		const { webhookId } = workflow.nodes[0];
		return { name, workflow, url: `${server.url}/webhook/${webhookId}/webhook` };
	};
	const zoko = (name, settings) => ({ name, workflow: zokoTrigger(name, settings) });
	const contestants = [
		webhook('Webhook'),
		smallest('smallest trigger'),
		zoko('Zoko Trigger', {}),
		zoko('Zoko Trigger, duplicates not ignored', { ignoreDuplicates: false }),
	].map((each) => ({ ...each, times: [], took: 0 }));
	for (const each of contestants) {
		each.stored = await client.createWorkflow(each.workflow, credential);
		await client.activate(each.stored);
		const { webhookId } = each.workflow.nodes[0];
		each.url ??= await until(`the webhook of ${each.name}`, async () => {
			const webhooks = await emulator.control('GET', '/webhooks');
			return webhooks.find(({ url }) => url.includes(webhookId))?.url;
		});
		await until(`${each.name} to answer`, async () => {
			const response = await fetch(each.url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: '{}',
			});
			return response.status === 200;
		});
		await post(each.url, WARM_UP, options.concurrency);
	}

	for (let round = 0; round < options.rounds; round++) {
		// Another one begins each round: what comes first meets a quieter machine.
		const order = contestants.map((_, at) => contestants[(at + round) % contestants.length]);
		for (const each of order) {
			const { times, took } = await post(each.url, options.events, options.concurrency);
			each.times.push(...times);
			each.took += took;
			await quiet(client, each.stored);
		}
	}
	console.log(
		`\n${options.rounds} rounds of ${options.events} events, ${options.concurrency} at a time, expression engine ${options.engine}`,
	);
	console.table(contestants.map((each) => row(each, ...contestants)));
	return 0;
});
