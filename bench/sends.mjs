// Texts per second of one execution in a real n8n: the Zoko node with and without deduplication keys,
// beside n8n's HTTP Request node.
import { batch, PHONES, SENDS } from '../test/e2e/batch.mjs';
import { median } from './report.mjs';

const ITEMS = 500;

/**
 * @param {{ client: object, credential: object, emulator: object }} where
 * @param {number} rounds in which the contenders take turns
 * @returns {Promise<object[]>} rows for a table
 */
export async function measureSends({ client, credential, emulator }, rounds) {
	await emulator.control('PATCH', '/settings', { deliveries: false });
	const deduplicationKey = '={{ $execution.id }} {{ $json.n }}';
	const contenders = [
		{ name: 'Zoko', workflow: batch('Zoko', ITEMS) },
		{ name: 'Zoko with keys', workflow: batch('Keys', ITEMS, { deduplicationKey }) },
		{
			name: 'Zoko with keys, 50 in flight',
			workflow: batch('Keys 50', ITEMS, { deduplicationKey, maxInFlight: 50 }),
		},
		{ name: 'HTTP Request', workflow: withHttpRequest(emulator) },
	].map((each) => ({ ...each, rates: [] }));
	for (const from of PHONES) await emulator.control('POST', '/incoming', { from, text: 'Hi' });
	for (const each of contenders) {
		each.stored = await client.createWorkflow(each.workflow, credential);
		await rate(client, each.stored);
	}
	for (let round = 0; round < rounds; round++) {
		for (const [at] of contenders.entries()) {
			const each = contenders[(at + round) % contenders.length];
			each.rates.push(await rate(client, each.stored));
		}
	}
	const [plain] = contenders;
	return contenders.map(({ name, rates }) => ({
		node: name,
		'texts per second': Number(median(rates).toFixed(0)),
		'of Zoko': Number((median(rates) / median(plain.rates)).toFixed(2)),
	}));
}

/** Runs a workflow. @returns items per second of the node that sends */
async function rate(client, stored) {
	const { status, error, runData } = await client.run(stored, { timeoutMs: 120_000 });
	if (status !== 'success') throw new Error(`${stored.name}: ${error?.message ?? status}`);
	return (1000 * ITEMS) / runData[SENDS][0].executionTime;
}

function withHttpRequest(emulator) {
	const workflow = batch('HTTP Request', ITEMS);
	const node = workflow.nodes.find(({ name }) => name === SENDS);
	Object.assign(node, {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url: `${emulator.baseUrl}/message`,
			sendHeaders: true,
			headerParameters: { parameters: [{ name: 'apikey', value: emulator.apiKey }] },
			sendBody: true,
			specifyBody: 'json',
			jsonBody:
				'={{ { channel: "whatsapp", recipient: $json.to.slice(1), type: "text", message: $json.text } }}',
			options: {},
		},
	});
	return workflow;
}
