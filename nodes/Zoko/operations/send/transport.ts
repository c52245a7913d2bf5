import type { IExecuteFunctions } from 'n8n-workflow';
import {
	type Connection,
	failed,
	masked,
	type RequestContext,
	requestContext,
	zokoRequest,
} from '../../api/request';
import { isRecord } from '../../message/checks';
import type { Transport } from '../../sending/deliver';
import type { Ledger } from '../../sending/ledger';
import { problemOf } from '../../api/node-error';
import type { Checked } from './check';
import { Claims } from './claims';
import { notesOf } from './own';

/** What Zoko said when it took a message. */
export type Accepted = { messageId: string; status: string; statusText: string };

/** A checked message that is not known to have gone out in an earlier try of this execution. */
export interface Pending extends Checked {
	ledgerKey: string;
	/** Set when an earlier try of this execution may have sent it. */
	doubt?: unknown;
}

/** Sends checked messages to Zoko, and writes down what became of each. */
export function zokoTransport(
	context: IExecuteFunctions,
	connection: Connection,
	ledger: Ledger<Accepted>,
): Transport<Pending, Accepted> {
	const claims = new Claims(context, ledger);
	const requests = uninterrupted(context);
	const notes = notesOf(context);
	return {
		claim: async (parcel) => await claims.take(parcel),
		release: async (parcel, error) => await claims.giveBack(parcel, error),
		async send(parcel) {
			const sending = send(parcel);
			return await (notes?.note(sending) ?? sending);
		},
		judge(error) {
			const { category, retryable, retryAfter } = problemOf(error);
			if (category === 'ambiguous') return { verdict: 'unknown' };
			return { verdict: retryable ? 'not_taken' : 'final', retryAfter };
		},
	};

	async function send({ body, options, ledgerKey }: Pending): Promise<Accepted> {
		const before = ledger.read(ledgerKey);
		ledger.open(ledgerKey);
		try {
			const answer = await zokoRequest(requests, connection, {
				method: 'POST',
				path: '/message',
				effect: 'sends',
				body,
				timeout: options.timeout,
			});
			const accepted = acceptedIn(answer.body, connection);
			if (!accepted) throw failed(answer, 'sends', connection);
			ledger.accepted(ledgerKey, accepted);
			claims.settle(ledgerKey);
			return accepted;
		} catch (error) {
			const problem: unknown = error;
			if (problemOf(problem).category === 'ambiguous') claims.settle(ledgerKey);
			else if (before?.state === 'claimed') ledger.claimed(ledgerKey);
			else if (!before) ledger.forget(ledgerKey);
			throw problem;
		}
	}
}

/**
 * A context without the signal that n8n would break the request with when the execution is
 * stopped: Zoko would send the message all the same, and nobody would learn of it.
 */
function uninterrupted(context: IExecuteFunctions): RequestContext {
	const { helpers, logger } = context;
	const rest = {
		helpers,
		logger,
		getCredentials: context.getCredentials.bind(context),
		getNode: context.getNode.bind(context),
	};
	return requestContext(rest);
}

/** Only a message id proves that Zoko took a message; its `status` differs between its pages. */
function acceptedIn(body: unknown, connection: Connection): Accepted | undefined {
	if (!isRecord(body) || typeof body.messageId !== 'string' || body.messageId === '')
		return undefined;
	const { messageId, status, statusText } = body;
	return {
		messageId,
		status: String(status ?? ''),
		statusText: masked(String(statusText ?? ''), connection),
	};
}
