import type { Webhook } from '../../api/types';
import { createWebhook, listWebhooks, updateWebhook } from '../../api/webhooks';
import { parsedUrl, withoutGaps } from '../../values';
import type { RunOperation } from '../operation';
import { eventsField, settingsIn, tokenField, urlField } from './fields';

/**
 * Looks only at webhooks with exactly this URL. Zoko no longer lists a webhook that it has
 * disabled, so a missing one is created.
 */
export const repair: RunOperation = {
	option: {
		name: 'Repair',
		value: 'repair',
		action: 'Repair webhook',
		description: 'Make sure that a URL receives the events, and report what was changed',
	},
	fields: [urlField, eventsField, tokenField],
	async run(item) {
		const { connection } = item;
		const wanted = settingsIn(item);
		const listed = await item.attempt(async () => await listWebhooks(connection));
		const same = listed.filter(({ url }) => hrefOf(url) === hrefOf(wanted.url));
		const fitting = same.find((webhook) => fits(webhook, wanted));
		const found = fitting ?? same[0];
		const result = (action: string, webhook: Webhook) =>
			withoutGaps({
				action,
				webhook,
				previousEvents: action === 'updated' ? found?.events : undefined,
				// Zoko sends every event to each of them. They are left for a person to judge.
				duplicateIds:
					same.length > 1 ? same.map(({ id }) => id).filter((id) => id !== found?.id) : undefined,
			});

		if (fitting) return result('none', fitting);
		if (found) {
			const settings = { challengeToken: found.challengeToken, ...wanted };
			const changed = await item.attempt(
				async () => await updateWebhook(connection, found.id, settings),
			);
			if (changed) return result('updated', { ...found, ...wanted });
		}
		const created = await item.attempt(async () => await createWebhook(connection, wanted));
		return result('created', created);
	},
};

/** Zoko may write an address a little differently from the form. */
function hrefOf(url: string): string {
	return parsedUrl(url)?.href ?? url;
}

function fits(webhook: Webhook, wanted: Omit<Webhook, 'id'>): boolean {
	const same = [...webhook.events].sort().join() === [...wanted.events].sort().join();
	return same && (wanted.challengeToken ?? webhook.challengeToken) === webhook.challengeToken;
}
