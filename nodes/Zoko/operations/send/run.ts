import { sleep, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { connect } from '../../api/request';
import { isRecord } from '../../message/checks';
import type { SendOperation } from '../../message/draft';
import { deliver, type Outcome } from '../../sending/deliver';
import { Ledger, type LedgerStore } from '../../sending/ledger';
import type { Surroundings } from '../../sending/policy';
import { requestContext } from '../context';
import { errorItem } from '../errors';
import { checkAll, type Checked } from './check';
import { policyOf } from './options';
import { dryRunItem, firstFailure, outputItem, preflightError, UNCERTAIN_BEFORE } from './output';
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
	const { checked, refused } = await checkAll(context, operation, connection);
	if (refused.size > 0 && !goesOn) throw preflightError(node, refused, itemCount);
	for (const [itemIndex, error] of refused) output[itemIndex] = errorItem(node, error, itemIndex);

	const toSend: Checked[] = [];
	for (const item of checked) {
		if (item.options.dryRun) output[item.itemIndex] = dryRunItem(item);
		else toSend.push(item);
	}
	const ledger = openLedger(context);
	const outcomes = await sendOnce(context, toSend, ledger, goesOn, connection);
	outcomes.forEach((outcome, position) => {
		const item = toSend[position] as Checked;
		output[item.itemIndex] = outputItem(node, item, outcome);
	});

	const failure = firstFailure(node, toSend, outcomes);
	if (failure && !goesOn) throw failure;
	if (!failure && refused.size === 0) ledger.close();
	return output;
}

function openLedger(context: IExecuteFunctions): Ledger<Accepted> {
	const runIndex = context.getWorkflowDataProxy(0).$runIndex as number;
	return new Ledger(context.getContext('node') as LedgerStore, runIndex);
}

/** Sends what no earlier try of this execution has sent, and takes the rest from the ledger. */
async function sendOnce(
	context: IExecuteFunctions,
	items: Checked[],
	ledger: Ledger<Accepted>,
	goesOn: boolean,
	connection: Awaited<ReturnType<typeof connect>>,
): Promise<Array<Outcome<Accepted>>> {
	const options: unknown = context.getNodeParameter('options', 0, {}, { skipValidation: true });
	const policy = policyOf(isRecord(options) ? options : {}, !goesOn);

	const outcomes = new Array<Outcome<Accepted>>(items.length);
	const pending: Pending[] = [];
	const positions: number[] = [];
	items.forEach((item, position) => {
		const ledgerKey = ledger.key(item.itemIndex, item.body);
		const known = ledger.read(ledgerKey);
		if (known?.state === 'accepted') {
			outcomes[position] = { state: 'sent', result: known.answer };
		} else if (known && !policy.retryUncertain) {
			outcomes[position] = { state: 'failed', error: UNCERTAIN_BEFORE };
		} else {
			pending.push({ ...item, ledgerKey });
			positions.push(position);
		}
	});
	const transport = zokoTransport(context, connection, ledger);
	const sent = await deliver(pending, transport, policy, surroundingsOf(context));
	sent.forEach((outcome, index) => (outcomes[positions[index] as number] = outcome));
	return outcomes;
}

/** How often a wait looks whether the execution was stopped, in milliseconds. */
const SLICE = 200;

function surroundingsOf(context: IExecuteFunctions): Surroundings {
	const signal = context.getExecutionCancelSignal?.();
	const cancelled = () => signal?.aborted === true;
	return {
		now: Date.now,
		random: Math.random,
		cancelled,
		async sleep(milliseconds) {
			const end = Date.now() + milliseconds;
			for (let left = milliseconds; left > 0 && !cancelled(); left = end - Date.now()) {
				await sleep(Math.min(left, SLICE));
			}
		},
	};
}
