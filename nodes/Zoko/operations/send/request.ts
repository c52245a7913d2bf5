import type { IExecuteFunctions } from 'n8n-workflow';
import type { Connection } from '../../api/connection';
import type { SendRecord } from '../../sending/record';
import { rememberSent } from '../../trigger/recent';
import { isRecord, nonEmpty } from '../../values';
import type { FollowUps } from './followUps';
import type { Accepted, Pending } from './shapes';

/** Sends a checked message to Zoko, as an attempt of the record. */
export function requestOf(
	context: IExecuteFunctions,
	connection: Connection,
	record: SendRecord<Accepted>,
	followUps: FollowUps | undefined,
): (message: Pending) => Promise<Accepted> {
	return async (message) => {
		if (!message.options.allowRepeatedFollowUps) {
			followUps?.refuseLoop(connection.account, message.body.recipient);
		}
		const sending = record.attempt(message, async () => await send(message));
		return await (followUps?.note(sending) ?? sending);
	};

	async function send({ body, options: { timeout } }: Pending): Promise<Accepted> {
		const request = { method: 'POST', path: '/message', effect: 'sends', body, timeout } as const;
		const answer = await connection.request(request);
		const accepted = acceptedIn(answer.body);
		if (!accepted) throw connection.failed(answer, 'sends');
		// In queue mode the main process runs what is tried in the editor, and never hears what becomes
		// of it.
		if (context.getMode() !== 'manual') rememberSent(connection.account, accepted.messageId);
		return accepted;
	}
}

/**
 * Only an id proves that Zoko took a message; the `status` differs between Zoko's pages. One client
 * reads the id from `id`, which counts when it looks like one and nothing else points to an error.
 */
function acceptedIn(body: unknown): Accepted | undefined {
	if (!isRecord(body)) return undefined;
	const { id } = body;
	const messageId =
		nonEmpty(body.messageId) ?? (isUuid(id) && !speaksOfError(body) ? String(id) : undefined);
	if (messageId === undefined) return undefined;
	const customerId = nonEmpty(body.customerId);
	return { messageId, ...(customerId && { customerId }) };
}

function speaksOfError({ type, status, error, errors, success }: Record<string, unknown>): boolean {
	return [type, error, errors].some(Boolean) || Number(status) >= 400 || success === false;
}

function isUuid(value: unknown): boolean {
	return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}
