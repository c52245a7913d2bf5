// node bench/trigger.mjs: events per second and answer times of the Zoko Trigger, beside n8n's own
// Webhook node, in one run on a real n8n. Both start the same workflow and get the same events on
// loopback, in rounds that take turns, so that both meet the same machine.
//
//   --events <n>       events per node and round (400)
//   --rounds <n>       (7)
//   --concurrency <n>  events under way at the same time (8)
//   --engine <name>    n8n's expression engine: vm (n8n's default) or legacy
//   --package <file>   a packed package, instead of packing this one
//   --queue            n8n in queue mode: two workers, two webhook processes, PostgreSQL, Redis. Sends
//                      on a worker are measured too
//
// With the vm engine n8n prepares an isolate before it asks any trigger but its own Webhook node for
// its answer. No other trigger can have that shortcut, so the smallest possible trigger, which only
// passes on the body, is measured too: what it costs is n8n's, the rest is ours.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { main } from '../scripts/lib/advice.mjs';
import { saveCredential } from '../scripts/lib/instance.mjs';
import { readOptions, wrongUse } from '../scripts/lib/options.mjs';
import { say } from '../scripts/lib/progress.mjs';
import { openBench } from './instance.mjs';
import { median, quantile } from './report.mjs';
import { measureSends } from './sends.mjs';

const WARM_UP = 100;

const USE =
	'node bench/trigger.mjs [--queue] [--events <n>] [--rounds <n>] [--concurrency <n>] [--engine <vm | legacy>] [--package <file>]';

function chosen() {
	const number = (fallback) => ({ type: 'string', default: String(fallback) });
	const values = readOptions(USE, {
		events: number(400),
		rounds: number(7),
		concurrency: number(8),
		engine: { type: 'string', default: 'vm' },
		package: { type: 'string' },
		queue: { type: 'boolean', default: false },
	});
	for (const name of ['events', 'rounds', 'concurrency']) {
		if (!(Number(values[name]) >= 1)) {
			throw wrongUse(USE, `--${name} takes a number of at least 1.`);
		}
	}
	return {
		events: Number(values.events),
		rounds: Number(values.rounds),
		concurrency: Number(values.concurrency),
		engine: values.engine,
		tarball: values.package,
		queue: values.queue,
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
	for (const end = Date.now() + 180_000; ; await sleep(200)) {
		const found = await holds();
		if (found) return found;
		if (Date.now() > end) throw new Error(`Waited three minutes for ${what}`);
	}
}

/** Waits until n8n has worked off the runs of a round, so that they do not slow down the next one. */
async function quiet(client, workflow) {
	await until('the runs to end', async () => {
		const newest = await client.executions(workflow);
		return newest.every(({ status }) => !['new', 'running'].includes(status));
	});
}

/** Rates are the median of the rounds. */
function row({ name, times, answered, ended }, webhook, smallest) {
	const sorted = times.toSorted((a, b) => a - b);
	const ms = (value) => `${value.toFixed(1)} ms`;
	const share = (of) => Number((median(answered) / median(of.answered)).toFixed(3));
	return {
		trigger: name,
		events: times.length,
		'events per second': Number(median(answered).toFixed(1)),
		'runs per second': Number(median(ended).toFixed(1)),
		p50: ms(quantile(sorted, 0.5)),
		p99: ms(quantile(sorted, 0.99)),
		'of Webhook': share(webhook),
		'of smallest': share(smallest),
	};
}

await main(async () => {
	const options = chosen();
	const { emulator, client, url } = await openBench(options);
	const credential = await saveCredential(client, emulator);

	const webhook = (name) => {
		const path = randomUUID();
		return { name, workflow: webhookNode(name, path), url: `${url}/webhook/${path}` };
	};
	const smallest = (name) => {
		const workflow = workflowOf(name, { type: 'CUSTOM.smallestTrigger', parameters: {} });
		const { webhookId } = workflow.nodes[0];
		return { name, workflow, url: `${url}/webhook/${webhookId}/webhook` };
	};
	const zoko = (name, settings) => ({ name, workflow: zokoTrigger(name, settings) });
	const contestants = [
		webhook('Webhook'),
		smallest('smallest trigger'),
		zoko('Zoko Trigger', {}),
		zoko('Zoko Trigger, duplicates not ignored', { ignoreDuplicates: false }),
	].map((each) => ({ ...each, times: [], answered: [], ended: [] }));
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
		await quiet(client, each.stored);
	}

	for (let round = 0; round < options.rounds; round++) {
		// Another one begins each round: what comes first meets a quieter machine.
		const order = contestants.map((_, at) => contestants[(at + round) % contestants.length]);
		for (const each of order) {
			const began = performance.now();
			const { times, took } = await post(each.url, options.events, options.concurrency);
			each.times.push(...times);
			each.answered.push((1000 * options.events) / took);
			await quiet(client, each.stored);
			each.ended.push((1000 * options.events) / (performance.now() - began));
		}
		say(`Round ${round + 1} of ${options.rounds}`);
	}
	const mode = options.queue ? 'queue mode' : 'one process';
	console.log(
		`\nn8n in ${mode}, expression engine ${options.engine}: the median of ${options.rounds} rounds of ` +
			`${options.events} events, ${options.concurrency} at a time`,
	);
	console.table(contestants.map((each) => row(each, ...contestants)));
	if (options.queue) {
		for (const { stored } of contestants) await client.deactivate(stored);
		console.log('500 texts in an execution on a worker');
		console.table(await measureSends({ client, credential, emulator }, options.rounds));
	}
	return 0;
});
