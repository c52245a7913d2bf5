import type { IExecuteFunctions } from 'n8n-workflow';
import { failed, zokoRequest, type Connection } from '../../api/request';
import { isRecord } from '../../message/checks';
import type { Transport } from '../../sending/deliver';
import type { Ledger } from '../../sending/ledger';
import { Once } from '../../sending/once';
import { requestContext } from '../context';
import { problemOf } from '../errors';
import type { Checked } from './check';

/** What Zoko said when it took a message. */
export type Accepted = { messageId: string; status: string; statusText: string };

/** A checked message that is not known to have gone out in an earlier try of this execution. */
export interface Pending extends Checked {
	ledgerKey: string;
}

/** Sends checked messages to Zoko, and writes down what became of each. */
export function zokoTransport(
	context: IExecuteFunctions,
	connection: Connection,
	ledger: Ledger<Accepted>,
): Transport<Pending, Accepted> {
	const once = new Once(context.helpers);
	const requests = requestContext(context);
	return {
		async claim({ options: { deduplication }, ledgerKey }) {
			// An earlier try of this execution holds the key already.
			if (!deduplication || ledger.read(ledgerKey)) return true;
			return await once.take(deduplication.key, deduplication.scope);
		},
		async release({ options: { deduplication } }) {
			if (deduplication) await once.giveBack(deduplication.key, deduplication.scope);
		},
		async send({ body, options, ledgerKey }) {
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
				const accepted = acceptedIn(answer.body);
				if (!accepted) throw failed(answer, 'sends', connection);
				ledger.accepted(ledgerKey, accepted);
				return accepted;
			} catch (error) {
				const problem: unknown = error;
				if (!before && problemOf(problem).category !== 'ambiguous') ledger.forget(ledgerKey);
				throw problem;
			}
		},
		judge(error) {
			const { category, retryable, retryAfter } = problemOf(error);
			if (category === 'ambiguous') return { verdict: 'unknown' };
			return { verdict: retryable ? 'not_taken' : 'final', retryAfter };
		},
	};
}

/** Only a message id proves that Zoko took a message; its `status` differs between its pages. */
function acceptedIn(body: unknown): Accepted | undefined {
	if (!isRecord(body) || typeof body.messageId !== 'string' || body.messageId === '')
		return undefined;
	const { messageId, status, statusText } = body;
	return { messageId, status: String(status ?? ''), statusText: String(statusText ?? '') };
}
