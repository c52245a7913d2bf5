import { isNotFound, unchanged } from '../errors/problem';
import { isRecord } from '../values';
import type { Connection } from './connection';
import { pathOf } from './path';
import type { Webhook } from './types';

/** What a webhook is registered with. */
export type WebhookSettings = Pick<Webhook, 'url' | 'events' | 'challengeToken'>;

/** Milliseconds. Somebody waits for the editor while a webhook is registered: less than usual. */
const TIMEOUT = 15_000;

/**
 * The webhooks of the account, those that were made elsewhere among them.
 * @throws ZokoError
 */
export async function listWebhooks(connection: Connection, timeout = TIMEOUT): Promise<Webhook[]> {
	const answer = await connection.request({
		method: 'GET',
		path: '/webhook',
		effect: 'reads',
		timeout,
	});
	if (!Array.isArray(answer.body)) throw connection.failed(answer, 'reads');
	return answer.body.flatMap((row: unknown) => toWebhook(row) ?? []);
}

/**
 * Registers a webhook.
 * @throws ZokoError
 */
export async function createWebhook(
	connection: Connection,
	settings: WebhookSettings,
	timeout = TIMEOUT,
): Promise<Webhook> {
	const answer = await connection.request({
		method: 'POST',
		path: '/webhook',
		effect: 'changes',
		body: settings,
		timeout,
	});
	const webhook = toWebhook(answer.body);
	if (!webhook) throw connection.failed(answer, 'changes');
	return { ...settings, ...webhook };
}

/**
 * Replaces the settings of a webhook; Zoko wants all of them again.
 * @returns false when there is no such webhook
 * @throws ZokoError
 */
export async function updateWebhook(
	connection: Connection,
	id: string,
	settings: WebhookSettings,
	timeout = TIMEOUT,
): Promise<boolean> {
	return await unlessGone(async () => {
		await connection.request({
			method: 'PUT',
			path: pathOf('webhook', id),
			effect: 'changes',
			body: settings,
			timeout,
		});
	});
}

/**
 * Removes a webhook.
 * @returns false when there was no such webhook
 * @throws ZokoError
 */
export async function deleteWebhook(
	connection: Connection,
	id: string,
	timeout = TIMEOUT,
): Promise<boolean> {
	return await unlessGone(async () => {
		await connection.request({
			method: 'DELETE',
			path: pathOf('webhook', id),
			effect: 'changes',
			timeout,
		});
	});
}

async function unlessGone(change: () => Promise<void>): Promise<boolean> {
	try {
		await change();
		return true;
	} catch (error) {
		if (isNotFound(error)) return false;
		throw unchanged(error);
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
