import { randomUUID } from 'node:crypto';
import { type IExecuteFunctions, type INode, type INodeExecutionData, sleep } from 'n8n-workflow';
import { connect, type Connection } from '../../api/connection';
import { errorItem } from '../../errors/node-error';
import { Once } from '../../sending/once';
import { type Outcome, SendRecord } from '../../sending/record';
import { sendAll } from '../../sending/send-all';
import type { SendOperation } from '../operation';
import { surroundingsOf } from '../surroundings';
import { AwaitedReply, refuseManyItems } from './awaitedReply';
import { FollowUps } from './followUps';
import { checkAll } from './check';
import { dryRunItem, firstFailure, outputItem, preflightError } from './report';
import { Parameters } from './parameters';
import { requestOf } from './request';
import type { Accepted, Checked, Pending } from './shapes';
import { reportWhenStopped } from './stoppedSends';
import { unsent } from './unsent';

/**
 * Sends one message per item: form → message → checked → sent → item. All items are built and
 * checked before the first request leaves.
 * @returns one item per input item, in input order
 * @throws NodeApiError or NodeOperationError, unless the node continues on fail
 */
export async function runSends(
	context: IExecuteFunctions,
	operation: SendOperation,
): Promise<INodeExecutionData[]> {
	const itemCount = context.getInputData().length;
	if (itemCount === 0) return [];
	const node = context.getNode();
	const goesOn = context.continueOnFail();
	const output = new Array<INodeExecutionData>(itemCount);
	const record = recordOf<Accepted>(context);
	// An earlier try of the execution may have sent some of them.
	const nothingOut = record.count('accepted') + record.count('uncertain') === 0;
	const told = (error: unknown, of = 1) => (nothingOut ? unsent(error, of) : error);

	const { connection, parameters, checked, refused, reply } = await prepare(
		context,
		operation,
	).catch((error: unknown) => {
		throw told(error);
	});
	if (refused.size > 0 && !goesOn) throw preflightError(node, refused, itemCount, nothingOut);
	for (const [itemIndex, error] of refused) {
		output[itemIndex] = errorItem(node, told(error, itemCount), itemIndex);
	}

	const toSend: Checked[] = [];
	for (const item of checked) {
		if (item.options.dryRun) output[item.itemIndex] = dryRunItem(item);
		else toSend.push(item);
	}
	const messages = reply ? toSend.map((item) => reply.ask(item)) : toSend;
	const outcomes = await sendOnce(context, messages, parameters, record, connection);
	outcomes.forEach((outcome, position) => {
		const item = toSend[position] as Checked;
		output[item.itemIndex] = outputItem(node, item, outcome, itemCount);
	});

	hintAt(context, checked);
	const failure = firstFailure(node, toSend, outcomes);
	if (failure && !goesOn) throw failure;
	const [asked] = toSend;
	const [sent] = outcomes;
	if (reply && asked && sent?.state === 'sent') output[0] = await reply.wait(asked, sent.result);
	// Last, as "Retry On Fail" runs the node again after anything that is thrown.
	if (!willRunAgain(node, output)) record.close();
	return output;
}

/** Shows a notice above the output, where 'notices' is the last of many columns. */
function hintAt(context: IExecuteFunctions, checked: Checked[]): void {
	const [first, ...more] = checked.flatMap(({ notices }) => notices);
	if (first === undefined) return;
	const message = more.length > 0 ? `${first} (${more.length} more in 'notices')` : first;
	context.addExecutionHints?.({ message, type: 'warning', location: 'outputPane' });
}

/** Everything before the first request that sends. @throws InvalidInput, ZokoError */
async function prepare(context: IExecuteFunctions, operation: SendOperation) {
	if (operation.awaitsReply) refuseManyItems(context.getInputData().length);
	const connection = await connect(context);
	const parameters = new Parameters(context);
	const { checked, refused } = await checkAll(context, operation, connection, parameters);
	const asks = operation.awaitsReply && checked.some(({ options }) => !options.dryRun);
	const reply = asks
		? new AwaitedReply(context, connection, parameters, nameOfRun(context))
		: undefined;
	await reply?.refuseUnheard();
	return { connection, parameters, checked, refused, reply };
}

/** "Retry On Fail" runs a node that continues on fail again when the first of its items failed. */
function willRunAgain({ retryOnFail }: INode, [first]: INodeExecutionData[]): boolean {
	return retryOnFail === true && first?.json.error !== undefined;
}

/**
 * Calls of a tool, by what an AI agent called it with; n8n hands over the same object in each try.
 */
const calls = new WeakMap<object, string>();

/**
 * Names one run of the node within its execution, the same for every try of "Retry On Fail". In a
 * loop that is the run index. For a tool the name belongs to the call: each try gets a new run
 * index, and two calls at the same time can get the same one.
 */
function nameOfRun(context: IExecuteFunctions): number | string {
	if (!isTool(context)) return context.getWorkflowDataProxy(0).$runIndex as number;
	const call = context.getInputData()[0]?.json ?? {};
	const name = calls.get(call) ?? `call-${randomUUID()}`;
	calls.set(call, name);
	return name;
}

/** Whether an AI agent runs the node. In n8n 1 only the node's type tells. */
function isTool(context: IExecuteFunctions): boolean {
	return context.isToolExecution?.() ?? context.getNode().type.endsWith('Tool');
}

/** The record of this run, as earlier tries of the execution left it. */
export function recordOf<Answer>(context: IExecuteFunctions): SendRecord<Answer> {
	const { id: node } = context.getNode();
	const keys = new Once(context.helpers, String(context.getWorkflow().id), node, sleep);
	return new SendRecord(context.getContext('node'), nameOfRun(context), keys);
}

/** Sends what no earlier try of this execution has sent. */
async function sendOnce(
	context: IExecuteFunctions,
	items: Checked[],
	parameters: Parameters,
	record: SendRecord<Accepted>,
	connection: Connection,
): Promise<Array<Outcome<Accepted>>> {
	const [first] = items;
	if (!first) return [];
	const policy = { ...first.options.pacing, stopOnFailure: !context.continueOnFail() };
	const messages = named(context, items, parameters, record);
	const followUps = FollowUps.of(context);
	const request = requestOf(context, connection, record, followUps);
	const endReport = reportWhenStopped(context, record, items.length);
	const sending = sendAll(messages, record, request, policy, surroundingsOf(context));
	const outcomes = await sending.finally(endReport);
	await followUps?.written();
	return outcomes;
}

/**
 * An item is known by what its message is made of. The message itself would not do: the time in a
 * text, or the signature of a link, changes from try to try.
 */
function named(
	context: IExecuteFunctions,
	items: Checked[],
	parameters: Parameters,
	record: SendRecord<Accepted>,
): Pending[] {
	const written = parameters.digest();
	const input = context.getInputData();
	const idOf = ({ itemIndex, customer: recipient }: Checked) => {
		const origin = { written, recipient };
		try {
			return record.idOf(itemIndex, { ...origin, json: input[itemIndex]?.json });
		} catch {
			// An item that cannot be written as JSON, for example one that contains itself.
			return record.idOf(itemIndex, origin);
		}
	};
	return items.map((item) => ({
		...item,
		id: idOf(item),
		deduplication: item.options.deduplication,
	}));
}
