import { sleep } from 'n8n-workflow';
import nock from 'nock';
import { HOST, Inbox, items, itemsOf, jsonOf, runZoko, useNock, zokoPack } from '../harness';

useNock();

const TEXT = { recipient: '={{ $json.to }}', text: '={{ $json.text }}' };
const people = (count: number, recipients = count) =>
	items(
		...Array.from({ length: count }, (_, index) => ({
			to: `+91 98765 ${String(10_000 + (index % recipients))}`,
			text: `message ${index}`,
		})),
	);

it('a thousand items: one request each, outputs in the order of the inputs', async () => {
	const inbox = new Inbox();
	const input = people(1000);
	const run = await runZoko(zokoPack(), TEXT, input);
	expect(inbox.bodies).toHaveLength(1000);
	expect(new Set(inbox.recipients).size).toBe(1000);
	const found = itemsOf(run, 'zoko');
	expect(found).toHaveLength(1000);
	found.forEach((item, index) => {
		expect(item.pairedItem).toEqual({ item: index });
		expect(item.json.phone).toBe(`+9198765${10_000 + index}`);
	});
}, 60_000);

it('messages to one recipient keep their order', async () => {
	const inbox = new Inbox();
	await runZoko(zokoPack(), TEXT, people(60, 4));
	for (const recipient of new Set(inbox.recipients)) {
		const numbers = inbox.bodies
			.filter((body) => body.recipient === recipient)
			.map(({ message }) => Number(String(message).split(' ')[1]));
		expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
	}
});

it('decrypts the credential once, however many items there are', async () => {
	const pack = zokoPack();
	new Inbox();
	await runZoko(pack, TEXT, people(50));
	expect(pack.credentialReads).toBe(1);
});

it.each([1, 3])('has %i in flight, as the option says', async (maxInFlight) => {
	let open = 0;
	let most = 0;
	nock(HOST)
		.post('/v2/message')
		.reply(async () => {
			most = Math.max(most, ++open);
			await sleep(10);
			open--;
			return [200, { messageId: 'm' }];
		})
		.persist();
	await runZoko(zokoPack(), { ...TEXT, options: { maxInFlight } }, people(12));
	expect(most).toBe(maxInFlight);
});

it('an item in doubt stops the others only when the node stops on errors', async () => {
	const inbox = new Inbox();
	const options = { options: { maxInFlight: 1 } };
	inbox.answers.push({ status: 500 });
	await runZoko(zokoPack(), { ...TEXT, ...options }, people(5));
	expect(inbox.bodies).toHaveLength(1);

	inbox.answers.push({ status: 500 });
	const run = await runZoko(zokoPack(), { ...TEXT, ...options }, people(5), {
		onError: 'continueRegularOutput',
	});
	expect(inbox.bodies).toHaveLength(6);
	expect(jsonOf(run, 'zoko').filter(({ messageId }) => messageId)).toHaveLength(4);
});

it('a stopped execution sends nothing more', async () => {
	let sent = 0;
	let stop: () => void = () => undefined;
	nock(HOST)
		.post('/v2/message')
		.reply(() => {
			if (++sent === 3) stop();
			return [200, { messageId: 'm' }];
		})
		.persist();
	const parameters = { ...TEXT, options: { maxInFlight: 1 } };
	const onStart = (given: () => void) => (stop = given);
	const run = await runZoko(zokoPack(), parameters, people(20), {}, { onStart });
	expect(run.status).toBe('canceled');
	await sleep(100);
	expect(sent).toBe(3);
});
