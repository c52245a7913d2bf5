// One contender in a process of its own, so that CPU and memory are its alone. Started with fork();
// each message asks for one measurement.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Agent, request } from 'node:http';
import { httpRequestNode, inEngine, ourNode, smallestNode, whatsAppNode } from './nodes.mjs';

const { contender, inFlight, baseUrl, n8nFolder } = JSON.parse(process.argv[2]);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Node's HTTP client without n8n: what the machine can do. */
function bareClient() {
	const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
	const post = (body) =>
		new Promise((resolve, reject) => {
			const headers = { 'content-type': 'application/json', apikey: 'bench-key' };
			const call = request(`${baseUrl}/message`, { agent, method: 'POST', headers }, (response) => {
				let text = '';
				response.setEncoding('utf8').on('data', (part) => (text += part));
				response.on('end', () => resolve(JSON.parse(text)));
			});
			call.on('error', reject).end(JSON.stringify(body));
		});
	return async (items) => {
		let next = 0;
		const worker = async () => {
			for (let item = next++; item < items.length; item = next++) {
				const { to, text } = items[item].json;
				await post({ channel: 'whatsapp', recipient: to.slice(1), type: 'text', message: text });
			}
		};
		await Promise.all(Array.from({ length: inFlight }, worker));
	};
}

const CONTENDERS = {
	ours: () => inEngine(ourNode(baseUrl, inFlight)),
	smallest: () => inEngine(smallestNode(baseUrl, inFlight)),
	httpRequest: () => inEngine(httpRequestNode(baseUrl, n8nFolder)),
	httpRequestBatched: () =>
		inEngine(httpRequestNode(baseUrl, n8nFolder, { batchSize: 50, batchInterval: 1000 })),
	whatsApp: () => inEngine(whatsAppNode(baseUrl, n8nFolder)),
	bare: bareClient,
};
const send = CONTENDERS[contender]();

/** Items with a number of their own each: 13 digits after +44, which no real number has. */
function itemsFor(count) {
	return Array.from({ length: count }, (_, item) => ({
		// Britain keeps a thousand mobile numbers for fiction.
		json: {
			to: `+447700900${String(item % 1000).padStart(3, '0')}`,
			text: `Order ${item} is on its way`,
		},
		pairedItem: { item },
	}));
}

async function measure(count) {
	const items = itemsFor(count);
	collectGarbage();
	const rssMb = () => process.memoryUsage.rss() / 1e6;
	let peakMb = rssMb();
	const look = () => (peakMb = Math.max(peakMb, rssMb()));
	const watch = setInterval(look, 25);
	const cpu = process.cpuUsage();
	const startedAt = performance.now();
	await send(items);
	const ms = performance.now() - startedAt;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(watch);
	look();
	return { ms, cpuMs: (user + system) / 1000, peakMb };
}

process.on('message', async ({ count }) => {
	try {
		process.send({ result: await measure(count) });
	} catch (error) {
		process.send({ error: error.message });
	}
});
process.send({ ready: true });
