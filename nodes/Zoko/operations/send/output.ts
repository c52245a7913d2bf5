import {
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { ZokoError } from '../../api/errors';
import type { Outcome } from '../../sending/deliver';
import { errorItem, problemOf, toNodeError, type NodeError } from '../../api/node-error';
import type { Checked } from './check';
import type { Accepted } from './transport';

/** The error of an item that an earlier try sent without learning what became of it. */
export const UNCERTAIN_BEFORE = new ZokoError({
	category: 'ambiguous',
	retryable: false,
	message:
		'An earlier try of this execution sent this message, and it is not known whether it arrived. It was not sent again',
	advice:
		"Look in Zoko whether the message is there. To send such messages again all the same, switch on 'Retry Uncertain Sends' in Options.",
});

/** The error of an item that was never tried, because the execution was stopped. */
export const HELD = new ZokoError({
	category: 'unreachable',
	retryable: true,
	message: 'The execution was stopped before this message was sent',
	advice: 'Run it again to send it.',
});

/** The output item of one message. */
export function outputItem(
	node: INode,
	{ itemIndex, body, notices }: Checked,
	outcome: Outcome<Accepted>,
): INodeExecutionData {
	const { recipient, type, templateId, templateLanguage } = body;
	const about: IDataObject = {
		recipient,
		type,
		...(templateId && { templateId, templateLanguage }),
	};
	const paired = { pairedItem: { item: itemIndex } };
	switch (outcome.state) {
		case 'sent':
			return {
				json: { ...outcome.result, ...about, ...(notices.length > 0 && { notices }) },
				...paired,
			};
		case 'skipped':
			return { json: { skipped: 'duplicate', ...about }, ...paired };
		case 'failed':
			return errorItem(node, outcome.error, itemIndex);
		case 'held':
			return errorItem(node, HELD, itemIndex);
	}
}

/** The output item of a dry run: the body that would have been sent. */
export function dryRunItem({ itemIndex, body, notices }: Checked): INodeExecutionData {
	const json: IDataObject = {
		dryRun: true,
		body: body as unknown as IDataObject,
		...(notices.length > 0 && { notices }),
	};
	return { json, pairedItem: { item: itemIndex } };
}

/** How many invalid items an error lists. */
const LISTED = 5;

/** The error for items that failed their checks: nothing was sent, and why. */
export function preflightError(
	node: INode,
	refused: Map<number, unknown>,
	itemCount: number,
): NodeError {
	const [[itemIndex, error] = [0, undefined]] = refused;
	if (refused.size === 1 || itemCount === 1) return toNodeError(node, error, itemIndex);
	const problems = [...refused].map(([index, cause]) => ({ index, ...problemOf(cause) }));
	const first = problems[0];
	if (
		problems.every(({ message }) => message === first?.message) &&
		first?.category !== 'invalid_input'
	) {
		return toNodeError(node, error, itemIndex);
	}
	const listed = problems
		.slice(0, LISTED)
		.map(({ index, message }) => `Item ${index}: ${message}.`);
	const rest = problems.length - listed.length;
	const more = rest > 0 ? [`And ${rest} more.`] : [];
	return new NodeOperationError(
		node,
		`${problems.length} of ${itemCount} items cannot be sent, so nothing was sent. The first: ${first?.message} [item ${itemIndex}]`,
		{ description: [...listed, ...more, first?.advice ?? ''].join('\n'), itemIndex },
	);
}

/**
 * The error that ends the node when it does not continue on fail, or undefined when all went well.
 * Says how many messages are out, because the rest of the execution will not show it.
 */
export function firstFailure(
	node: INode,
	items: Checked[],
	outcomes: Array<Outcome<Accepted>>,
): NodeError | undefined {
	const failedAt = outcomes.findIndex(({ state }) => state === 'failed');
	const heldAt = outcomes.findIndex(({ state }) => state === 'held');
	const position = failedAt === -1 ? heldAt : failedAt;
	const outcome = outcomes[position];
	if (!outcome) return undefined;

	const problem = problemOf(outcome.state === 'failed' ? outcome.error : HELD);
	const notes = [problem.advice];
	if (outcomes.length > 1) notes.push(`${soFar(outcomes)} ${nextRun(items)}`);
	const itemIndex = items[position]?.itemIndex ?? 0;
	return toNodeError(node, new ZokoError({ ...problem, advice: notes.join('\n') }), itemIndex);
}

function soFar(outcomes: Array<Outcome<Accepted>>): string {
	const tally = { out: 0, skipped: 0, uncertain: 0, refused: 0, untried: 0 };
	for (const outcome of outcomes) {
		if (outcome.state === 'sent') tally.out++;
		else if (outcome.state === 'skipped') tally.skipped++;
		else if (outcome.state === 'held') tally.untried++;
		else if (problemOf(outcome.error).category === 'ambiguous') tally.uncertain++;
		else tally.refused++;
	}
	const { out, skipped, uncertain, refused, untried } = tally;
	const rest = [
		skipped > 0 && `${skipped} skipped as duplicates`,
		uncertain > 0 && `${uncertain} uncertain`,
		refused > 0 && `${refused} not sent`,
		untried > 0 && `${untried} not tried`,
	].filter(Boolean);
	return `${out} of ${outcomes.length} messages went out (${rest.join(', ')}).`;
}

function nextRun(items: Checked[]): string {
	const rest = "'Retry On Fail' of this node, and Retry of this execution, send only the rest";
	return items.every(({ options }) => options.deduplication)
		? `${rest}; a new execution skips what went out as duplicates.`
		: `${rest}; a new execution would send all of them again.`;
}
