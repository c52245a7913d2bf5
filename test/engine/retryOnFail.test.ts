import type { INode } from 'n8n-workflow';
import {
	Inbox,
	inARow,
	items,
	itemsOf,
	jsonOf,
	runWorkflow,
	UNAVAILABLE,
	runZoko,
	useNock,
	zokoNode,
	zokoPack,
} from '../harness';

useNock();

/** n8n runs the whole node again, with all its items, after the shortest wait that it takes. */
const RETRY: Partial<INode> = { retryOnFail: true, maxTries: 4, waitBetweenTries: 1 };
const TEXT = {
	recipient: '={{ $json.to }}',
	text: '={{ $json.text }}',
	options: { maxInFlight: 1 },
};
const five = items(
	...['10', '11', '12', '13', '14'].map((last) => ({ to: `+91 98765 432${last}`, text: last })),
);
const ALL = ['919876543210', '919876543211', '919876543212', '919876543213', '919876543214'];
const TAKEN = { status: 200, body: { messageId: 'm' } };
const withoutRetries = { ...TEXT, options: { maxInFlight: 1, maxRetries: 0 } };

it('sends nothing twice when the third of five is refused for the moment', async () => {
	const inbox = new Inbox();
	inbox.answers.push(TAKEN, TAKEN, UNAVAILABLE);
	const run = await runZoko(zokoPack(), withoutRetries, five, RETRY);
	expect(run.status).toBe('success');
	expect(inbox.recipients).toEqual([...ALL.slice(0, 3), ...ALL.slice(2)]);
	expect(itemsOf(run, 'zoko').map(({ json }) => json.phone)).toEqual(
		ALL.map((digits) => `+${digits}`),
	);
	expect(itemsOf(run, 'zoko').map(({ pairedItem }) => pairedItem)).toEqual(
		[0, 1, 2, 3, 4].map((item) => ({ item })),
	);
});

it('with several in flight, too', async () => {
	const inbox = new Inbox();
	inbox.answers.push(TAKEN, UNAVAILABLE, TAKEN, UNAVAILABLE, TAKEN);
	const parameters = { ...TEXT, options: { maxRetries: 0 } };
	const run = await runZoko(zokoPack(), parameters, five, RETRY);
	expect(run.status).toBe('success');
	expect(inbox.bodies).toHaveLength(7);
	for (const recipient of ALL) {
		const times = inbox.recipients.filter((sent) => sent === recipient).length;
		expect(times).toBeLessThanOrEqual(2);
	}
	expect(jsonOf(run, 'zoko').every(({ messageId }) => typeof messageId === 'string')).toBe(true);
});

it('going on after errors: item 0 failed once, and n8n runs the node again because of it', async () => {
	const inbox = new Inbox();
	inbox.answers.push({ status: 400, body: { message: 'no' } });
	const extra = { ...RETRY, onError: 'continueRegularOutput' } as const;
	const run = await runZoko(zokoPack(), TEXT, five, extra);
	expect(inbox.recipients).toEqual([...ALL, ALL[0]]);
	expect(jsonOf(run, 'zoko').every(({ error }) => error === undefined)).toBe(true);
});

it('going on with the error output: the same', async () => {
	const inbox = new Inbox();
	inbox.answers.push({ status: 400, body: { message: 'no' } });
	const extra = { ...RETRY, onError: 'continueErrorOutput' } as const;
	await runZoko(zokoPack(), TEXT, five, extra);
	for (const recipient of ALL.slice(1)) {
		expect(inbox.recipients.filter((sent) => sent === recipient)).toHaveLength(1);
	}
});

it('a message that may have gone out is not sent again', async () => {
	const inbox = new Inbox();
	inbox.answers.push(TAKEN, { status: 500 });
	const run = await runZoko(zokoPack(), TEXT, five, RETRY);
	expect(run.status).toBe('error');
	expect(inbox.recipients.filter((sent) => sent === ALL[1])).toHaveLength(1);
	expect(new Set(inbox.recipients).size).toBe(inbox.recipients.length);
});

it('unless the user wants that', async () => {
	const inbox = new Inbox();
	inbox.answers.push({ status: 500 });
	const options = { maxInFlight: 1, retryUncertain: true };
	const run = await runZoko(zokoPack(), { ...TEXT, options }, five, RETRY);
	expect(run.status).toBe('success');
	expect(inbox.recipients.filter((sent) => sent === ALL[0])).toHaveLength(2);
	expect(inbox.bodies).toHaveLength(6);
});

it('a 401 is asked about once per try, not twice', async () => {
	const inbox = new Inbox();
	for (let tries = 0; tries < 10; tries++) inbox.answers.push({ status: 401, body: {} });
	await runZoko(zokoPack(), TEXT, five.slice(0, 1), { ...RETRY, maxTries: 2 });
	expect(inbox.bodies).toHaveLength(2);
});

it('two nodes that send the same do not take each other for repeats', async () => {
	const inbox = new Inbox();
	const keepInput = { recipient: '+919876543210', text: 'same' };
	const workflow = inARow(
		zokoNode(keepInput, { name: 'first', ...RETRY }),
		zokoNode(keepInput, { name: 'second', ...RETRY }),
	);
	await runWorkflow(zokoPack(), workflow, items({}));
	expect(inbox.bodies).toHaveLength(2);
});

it('two equal messages of one run both go out', async () => {
	const inbox = new Inbox();
	inbox.answers.push(TAKEN, UNAVAILABLE);
	const run = await runZoko(
		zokoPack(),
		withoutRetries,
		items({ to: '+919876543210', text: 'x' }, { to: '+919876543210', text: 'x' }),
		RETRY,
	);
	expect(run.status).toBe('success');
	expect(inbox.bodies).toHaveLength(3);
});
