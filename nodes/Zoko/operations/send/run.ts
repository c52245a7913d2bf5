import { randomUUID } from 'node:crypto';
import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { connect, type Connection, requestContext } from '../../api/request';
import { isRecord } from '../../message/checks';
import type { SendOperation } from '../../message/draft';
import { deliver, type Outcome } from '../../sending/deliver';
import { Ledger, type LedgerStore } from '../../sending/ledger';
import { errorItem } from '../../api/node-error';
import { surroundingsOf } from '../surroundings';
import { checkAll, type Checked } from './check';
import { policyOf } from './options';
import { dryRunItem, firstFailure, outputItem, preflightError, UNCERTAIN_BEFORE } from './output';
import { Parameters } from './parameters';
import { reportWhenStopped } from './stopped';
import { zokoTransport, type Accepted, type Pending } from './transport';

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

	const connection = await connect(requestContext(context));
	const parameters = new Parameters(context);
	const { checked, refused } = await checkAll(context, operation, connection, parameters);
	if (refused.size > 0 && !goesOn) throw preflightError(node, refused, itemCount);
	for (const [itemIndex, error] of refused) output[itemIndex] = errorItem(node, error, itemIndex);

	const toSend: Checked[] = [];
	for (const item of checked) {
		if (item.options.dryRun) output[item.itemIndex] = dryRunItem(item);
		else toSend.push(item);
	}
	const ledger = new Ledger<Accepted>(
		context.getContext('node') as LedgerStore,
		nameOfRun(context),
	);
	const outcomes = await sendOnce(context, toSend, parameters, ledger, connection);
	outcomes.forEach((outcome, position) => {
		const item = toSend[position] as Checked;
		output[item.itemIndex] = outputItem(node, item, outcome);
	});

	const failure = firstFailure(node, toSend, outcomes);
	if (failure && !goesOn) throw failure;
	if (!willRunAgain(node, output)) ledger.close();
	return output;
}

/** "Retry On Fail" runs a node again that continues on fail, when the first of its items failed. */
function willRunAgain({ retryOnFail }: INode, [first]: INodeExecutionData[]): boolean {
	return retryOnFail === true && first?.json.error !== undefined;
}

/** Calls of a tool, by what an AI agent called it with; n8n hands over the same object each try. */
const calls = new WeakMap<object, string>();

/**
 * Names one run of the node within its execution, the same for every try of "Retry On Fail". In a
 * loop that is the run index. A tool gets a new run index for each try, and two calls at the same
 * time can get the same one, so there a name belongs to the call.
 */
function nameOfRun(context: IExecuteFunctions): number | string {
	if (!isTool(context)) return context.getWorkflowDataProxy(0).$runIndex as number;
	const call = context.getInputData()[0]?.json ?? {};
	const name = calls.get(call) ?? `call-${randomUUID()}`;
	calls.set(call, name);
	return name;
}

/** Whether an AI agent runs the node. n8n 1 tells it only by the node's type. */
function isTool(context: IExecuteFunctions): boolean {
	return context.isToolExecution?.() ?? context.getNode().type.endsWith('Tool');
}

/** Sends what no earlier try of this execution has sent, and takes the rest from the ledger. */
async function sendOnce(
	context: IExecuteFunctions,
	items: Checked[],
	parameters: Parameters,
	ledger: Ledger<Accepted>,
	connection: Connection,
): Promise<Array<Outcome<Accepted>>> {
	const options = parameters.get('options', 0);
	const policy = policyOf(isRecord(options) ? options : {}, !context.continueOnFail());

	const outcomes = new Array<Outcome<Accepted>>(items.length);
	const pending: Pending[] = [];
	const positions: number[] = [];
	const keyOf = ledgerKeys(context, parameters, ledger);
	items.forEach((item, position) => {
		const ledgerKey = keyOf(item);
		const known = ledger.read(ledgerKey);
		const doubt = known?.state === 'uncertain' ? UNCERTAIN_BEFORE : undefined;
		if (known?.state === 'accepted') {
			outcomes[position] = { state: 'sent', result: known.answer };
		} else if (doubt && !policy.retryUncertain) {
			outcomes[position] = { state: 'failed', error: doubt };
		} else {
			pending.push({ ...item, ledgerKey, doubt });
			positions.push(position);
		}
	});
	const transport = zokoTransport(context, connection, ledger);
	const endReport = reportWhenStopped(context, ledger, items.length);
	const sent = await deliver(pending, transport, policy, surroundingsOf(context)).finally(
		endReport,
	);
	sent.forEach((outcome, index) => (outcomes[positions[index] as number] = outcome));
	return outcomes;
}

/**
 * An item is known by what its message is made of. The message itself would not do: the time in a
 * text, or the signature of a link, differ from try to try.
 */
function ledgerKeys(
	context: IExecuteFunctions,
	parameters: Parameters,
	ledger: Ledger<Accepted>,
): (item: Checked) => string {
	const written = parameters.digest();
	const input = context.getInputData();
	return ({ itemIndex, lane }) => {
		const origin = { written, recipient: lane };
		try {
			return ledger.key(itemIndex, { ...origin, json: input[itemIndex]?.json });
		} catch {
			// An item that cannot be written as JSON, for example one that contains itself.
			return ledger.key(itemIndex, origin);
		}
	};
}
