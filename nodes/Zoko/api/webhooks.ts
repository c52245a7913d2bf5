import { isRecord } from '../message/checks';
import { ZokoError } from './errors';
import { failed, zokoRequest, type Connection, type RequestContext } from './request';
import type { Webhook } from './types';

/** What a webhook is registered with. */
export type WebhookSettings = Pick<Webhook, 'url' | 'events' | 'challengeToken'>;

/** Registering is done while somebody waits for the editor, so it is not given the usual time. */
const TIMEOUT = 15_000;

const pathOf = (id: string) => `/webhook/${encodeURIComponent(id)}`;

/**
 * The webhooks of the account, those that were made elsewhere among them.
 * @throws ZokoError
 */
export async function listWebhooks(
	context: RequestContext,
	connection: Connection,
): Promise<Webhook[]> {
	const answer = await zokoRequest(context, connection, {
		method: 'GET',
		path: '/webhook',
		effect: 'reads',
		timeout: TIMEOUT,
	});
	if (!Array.isArray(answer.body)) throw failed(answer, 'reads', connection);
	return answer.body.flatMap((row: unknown) => toWebhook(row) ?? []);
}

/**
 * Registers a webhook.
 * @throws ZokoError
 */
export async function createWebhook(
	context: RequestContext,
	connection: Connection,
	settings: WebhookSettings,
): Promise<Webhook> {
	const answer = await zokoRequest(context, connection, {
		method: 'POST',
		path: '/webhook',
		effect: 'changes',
		body: settings,
		timeout: TIMEOUT,
	});
	const webhook = toWebhook(answer.body);
	if (!webhook) throw failed(answer, 'changes', connection);
	return { ...settings, ...webhook };
}

/**
 * Replaces the settings of a webhook; Zoko wants all of them again.
 * @returns false when there is no such webhook
 * @throws ZokoError
 */
export async function updateWebhook(
	context: RequestContext,
	connection: Connection,
	id: string,
	settings: WebhookSettings,
): Promise<boolean> {
	return await unlessGone(async () => {
		await zokoRequest(context, connection, {
			method: 'PUT',
			path: pathOf(id),
			effect: 'changes',
			body: settings,
			timeout: TIMEOUT,
		});
	});
}

/**
 * Removes a webhook.
 * @returns false when there was no such webhook
 * @throws ZokoError
 */
export async function deleteWebhook(
	context: RequestContext,
	connection: Connection,
	id: string,
): Promise<boolean> {
	return await unlessGone(async () => {
		await zokoRequest(context, connection, {
			method: 'DELETE',
			path: pathOf(id),
			effect: 'changes',
			timeout: TIMEOUT,
		});
	});
}

async function unlessGone(change: () => Promise<void>): Promise<boolean> {
	try {
		await change();
		return true;
	} catch (error) {
		const problem: unknown = error;
		if (problem instanceof ZokoError && problem.problem.category === 'not_found') return false;
		throw problem;
	}
}

function toWebhook(row: unknown): Webhook | undefined {
	if (!isRecord(row) || typeof row.id !== 'string') return undefined;
	const { id, challengeToken } = row;
	const events = Array.isArray(row.events) ? row.events : [];
	return {
		id,
		url: String(row.url ?? ''),
		events: events.filter((event: unknown) => typeof event === 'string'),
		...(typeof challengeToken === 'string' && { challengeToken }),
	};
}
