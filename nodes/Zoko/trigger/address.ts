import type { IHookFunctions } from 'n8n-workflow';
import { isPrivateHost } from '../api/host';
import type { Webhook } from '../api/types';
import { InvalidInput } from '../errors/invalid-input';
import { SECRET } from './secret';
import { parsedUrl } from '../values';

/**
 * The URL of the node's webhook up to the secret. n8n finds a path with a parameter under the node's
 * webhook ID twice: once to find the node, once as part of the path.
 * @throws InvalidInput when the node has no webhook ID
 */
export function addressOf(context: IHookFunctions): string {
	const { webhookId } = context.getNode();
	const shown = context.getNodeWebhookUrl('default');
	if (!webhookId || !shown?.endsWith(`/${webhookId}/:secret`)) {
		throw new InvalidInput(
			'This node has no webhook ID, so n8n cannot receive anything for it',
			'Delete the node, and add it again in the editor.',
		);
	}
	return `${shown.slice(0, -':secret'.length)}${webhookId}/`;
}

/** @throws InvalidInput when Zoko cannot reach an address from the Internet */
export function refuseUnreachable(address: string): void {
	const url = parsedUrl(address);
	if (url?.protocol === 'https:' && !isPrivateHost(url.hostname)) return;
	throw new InvalidInput(
		`Zoko cannot reach this n8n at ${url ? url.origin : 'its present address'}`,
		'Zoko sends events to public https addresses only. Set the environment variable WEBHOOK_URL to the address under which n8n can be reached from the Internet, for example https://n8n.example.com/, and restart n8n.',
	);
}

/** A webhook at Zoko that belongs to the node with an address. */
export interface OwnWebhook extends Webhook {
	secret: string;
}

/** The webhooks of an account that lead to an address, with any secret. */
export function ownWebhooks(listed: Webhook[], address: string): OwnWebhook[] {
	return listed.flatMap((webhook) => {
		const secret = secretIn(webhook.url, address);
		return secret === undefined ? [] : { ...webhook, secret };
	});
}

function secretIn(url: string, address: string): string | undefined {
	const href = parsedUrl(url)?.href;
	const base = parsedUrl(address)?.href;
	const rest = base && href?.startsWith(base) ? href.slice(base.length) : '';
	return SECRET.test(rest) ? rest : undefined;
}
