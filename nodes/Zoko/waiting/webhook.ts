import type {
	IDataObject,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { connect, type Connection } from '../api/connection';
import { isRecord, nonEmpty, withoutGaps } from '../values';
import { endOfDelivery, type StoredDeliveryWait } from './awaited-delivery';
import { WAIT_ENTRY } from './pause';
import type { StoredWait } from './question';
import { isSame, isSigned, signatureOf } from './signature';
import { digestOfToken } from './token';

/** Where n8n takes answers to a waiting run; nothing is registered anywhere for it. */
export const waitingWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Empty, so that n8n asks webhook() for the body.
		responseData: '',
		path: '',
		restartWebhook: true,
		isFullPath: true,
	},
];

/** What a trigger tells a waiting run. */
export interface WaitAnswer {
	executionId: string;
	wait: string;
	key: string;
	/** For a question; see `reply` of the trigger's output. */
	reply?: IDataObject;
	customerName?: string;
	/** For a delivery: the status that an event has brought, or none when the time is up. */
	delivery?: { status?: string };
}

/** A signed answer: a waiting run believes only those who have the account's API key. */
export interface SignedAnswer {
	answer: string;
	signature: string;
}

/** Signs an answer with the account's API key. */
export function signed(connection: Pick<Connection, 'sign'>, given: WaitAnswer): SignedAnswer {
	const answer = JSON.stringify(given);
	return { answer, signature: signatureOf(connection, 'answer', answer) };
}

/**
 * Ends the wait of a run. Other calls are refused, and the run goes on waiting: 403 for anything
 * that the account has not signed, 410 for the answer to another wait, 503 when Zoko or n8n's
 * credential is not available. An error thrown out of `webhook()` would make n8n go on with an
 * empty item.
 */
export async function endWait(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await judge(context);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		context.logger.warn(
			`Zoko node of workflow ${context.getWorkflow().id}: the execution waits on, because its wait could not be ended: ${why}`,
		);
		return refuse(context, 503, 'The wait cannot be ended now');
	}
}

async function judge(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { answer, signature } = context.getBodyData();
	const connection = await connect(context);
	if (!isSigned(connection, 'answer', answer, signature)) {
		return refuse(context, 403, 'Not signed by the account of this node');
	}
	const given = JSON.parse(answer) as WaitAnswer;
	const wait = storedWait(context);
	const json =
		wait && isSame(digestOfToken(given), wait.digest)
			? await itemOf(connection, wait, given)
			: undefined;
	if (!json) return refuse(context, 410, 'This run waits for the answer to another message');
	return {
		webhookResponse: JSON.stringify({ resumed: true }),
		workflowData: [[{ json, pairedItem: { item: 0 } }]],
	};
}

/** @returns undefined when something else is waited for */
async function itemOf(
	connection: Connection,
	wait: StoredWait | StoredDeliveryWait,
	{ reply, customerName, delivery }: WaitAnswer,
): Promise<IDataObject | undefined> {
	if ('goal' in wait) return delivery && (await endOfDelivery(connection, wait, delivery.status));
	return reply && replyItem(wait, reply, customerName);
}

function replyItem(
	wait: StoredWait,
	reply: IDataObject,
	customerName: string | undefined,
): IDataObject {
	return withoutGaps({
		replied: true,
		timedOut: false,
		approved: wait.approval === undefined ? undefined : reply.payload === wait.approval,
		messageId: wait.messageId,
		phone: wait.phone,
		customerName: nonEmpty(customerName),
		reply,
		waitedMs: Math.max(0, Date.now() - wait.askedAt),
	});
}

/** The wait that the node's execution keeps; n8n shows it only to expressions. */
function storedWait(context: IWebhookFunctions): StoredWait | StoredDeliveryWait | undefined {
	// A name may contain what ends an expression.
	const name = JSON.stringify(context.getNode().name).replace(/[{}]/g, (brace) =>
		brace === '{' ? '\\u007b' : '\\u007d',
	);
	const stored: unknown = context.evaluateExpression(`{{ $node[${name}].context.${WAIT_ENTRY} }}`);
	if (typeof stored !== 'string') return undefined;
	const wait: unknown = JSON.parse(stored);
	return isRecord(wait) ? (wait as unknown as StoredWait | StoredDeliveryWait) : undefined;
}

function refuse(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ resumed: false, message }).end();
	return { noWebhookResponse: true };
}
