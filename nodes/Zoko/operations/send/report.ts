import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { messageTypeOf } from '../../api/words';
import { InvalidInput } from '../../errors/invalid-input';
import { errorItem, type NodeError, problemOf, toNodeError } from '../../errors/node-error';
import { ZokoError } from '../../errors/problem';
import { STOPPED } from '../../errors/stopped';
import type { Outcome } from '../../sending/record';
import type { Accepted, Checked } from './shapes';
import { unsent } from './unsent';

/**
 * The output item of one message. An item that was not sent says so in its `status`, or is an
 * error.
 * @param itemCount how many items the node has
 */
export function outputItem(
	node: INode,
	item: Checked,
	outcome: Outcome<Accepted>,
	itemCount: number,
): INodeExecutionData {
	const { itemIndex } = item;
	switch (outcome.state) {
		case 'sent':
			return messageItem(item, 'accepted', { ...outcome.result });
		case 'skipped':
			return messageItem(item, 'skipped', { skippedReason: 'duplicate' });
		case 'failed':
			return errorItem(node, unsent(outcome.error, itemCount), itemIndex);
		case 'untried':
			return errorItem(node, unsent(STOPPED, itemCount), itemIndex);
	}
}

/** The output item of a dry run: the body that would have been sent. */
export function dryRunItem(item: Checked): INodeExecutionData {
	return messageItem(item, 'dryRun', { body: item.body as unknown as IDataObject });
}

function messageItem(
	{ itemIndex, body, notices }: Checked,
	status: 'accepted' | 'skipped' | 'dryRun',
	{ messageId, ...more }: IDataObject,
): INodeExecutionData {
	const { recipient, type, templateId, templateLanguage } = body;
	const json: IDataObject = {
		...(messageId !== undefined && { messageId }),
		status,
		phone: `+${recipient}`,
		type: messageTypeOf(type),
		...(templateId && { templateId, templateLanguage }),
		...more,
		...(notices.length > 0 && { notices }),
	};
	return { json, pairedItem: { item: itemIndex } };
}

/** How many invalid items an error lists. */
const LISTED = 5;

/**
 * The error for items that failed their checks: why, and that nothing was sent.
 * @param nothingOut whether no earlier try of the execution has sent any of them
 */
export function preflightError(
	node: INode,
	refused: Map<number, unknown>,
	itemCount: number,
	nothingOut: boolean,
): NodeError {
	const told = (error: unknown) => (nothingOut ? unsent(error) : error);
	const [[itemIndex, error] = [0, undefined]] = refused;
	if (refused.size === 1 || itemCount === 1) return toNodeError(node, told(error), itemIndex);
	const problems = [...refused].map(([index, cause]) => ({ index, ...problemOf(cause) }));
	const first = problems[0];
	if (
		problems.every(({ message }) => message === first?.message) &&
		first?.category !== 'invalid_input'
	) {
		return toNodeError(node, told(error), itemIndex);
	}
	const listed = problems
		.slice(0, LISTED)
		.map(({ index, message }) => `Item ${index}: ${message}.`);
	const rest = problems.length - listed.length;
	const more = rest > 0 ? [`And ${rest} more.`] : [];
	const summary = new InvalidInput(
		`${problems.length} of ${itemCount} items cannot be sent. The first: ${first?.message}`,
		[...listed, ...more, first?.advice ?? ''].join('\n'),
	);
	return toNodeError(node, told(summary), itemIndex);
}

/**
 * The error that ends a node that does not continue on fail; undefined when all went well. It says
 * how many messages went out, because nothing else in the execution will show it.
 */
export function firstFailure(
	node: INode,
	items: Checked[],
	outcomes: Array<Outcome<Accepted>>,
): NodeError | undefined {
	const failedAt = outcomes.findIndex(({ state }) => state === 'failed');
	const untriedAt = outcomes.findIndex(({ state }) => state === 'untried');
	const position = failedAt === -1 ? untriedAt : failedAt;
	const outcome = outcomes[position];
	if (!outcome) return undefined;

	const error = outcome.state === 'failed' ? outcome.error : STOPPED;
	const itemIndex = items[position]?.itemIndex ?? 0;
	if (outcomes.length === 1) return toNodeError(node, unsent(error), itemIndex);
	const problem = problemOf(error);
	const notes = [problem.advice, `${soFar(outcomes)} ${nextRun(items)}`];
	return toNodeError(node, new ZokoError({ ...problem, advice: notes.join('\n') }), itemIndex);
}

function soFar(outcomes: Array<Outcome<Accepted>>): string {
	const tally = { out: 0, skipped: 0, uncertain: 0, refused: 0, untried: 0 };
	for (const outcome of outcomes) {
		if (outcome.state === 'sent') tally.out++;
		else if (outcome.state === 'skipped') tally.skipped++;
		else if (outcome.state === 'untried') tally.untried++;
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
