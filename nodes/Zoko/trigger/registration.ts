import type { IHookFunctions } from 'n8n-workflow';
import { connect, type Connection, requestContext } from '../api/request';
import { createWebhook, deleteWebhook, listWebhooks, updateWebhook } from '../api/webhooks';
import { isPrivateHost } from '../message/host';
import { InvalidInput } from '../message/invalid-input';
import { chosenEvents, neededEvents } from './events';
import { readFilters, refuseImpossible } from './filters';
import { digestOf, isSecret, newSecret, SECRET } from './secret';

/**
 * What the trigger keeps in the workflow's static data. n8n has one for the published workflow and
 * another for each "listen for test event".
 */
export interface Registration {
	/** Zoko's id of the webhook. */
	webhookId?: string;
	/** The URL of the webhook without the secret. */
	address?: string;
	/** SHA-256 of the secret, which is kept by Zoko alone. */
	secretDigest?: string;
	/** The events that have started a run, see `Memory`. */
	seen?: string;
}

/** What is to be registered. */
interface Plan {
	connection: Connection;
	address: string;
	events: string[];
}

/**
 * Whether Zoko has the webhook as it has to be: known id, this address and secret, these events.
 * @throws ZokoError when Zoko cannot tell, InvalidInput when the form is wrong
 */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const { connection, address, events } = await planOf(context);
	const { webhookId, secretDigest } = registrationOf(context);
	if (webhookId === undefined) return false;
	const found = (await listWebhooks(requestContext(context), connection)).find(
		({ id }) => id === webhookId,
	);
	return (
		found !== undefined &&
		isSecret(secretIn(found.url, address), secretDigest) &&
		found.events.length === events.length &&
		events.every((event) => found.events.includes(event))
	);
}

/**
 * Registers the webhook with a new secret. One that this node has at Zoko already, known or left
 * behind by a crash, is changed rather than joined by another; webhooks with any other address are
 * not touched. One that Zoko no longer lists may be disabled, so it is replaced.
 * @throws ZokoError, InvalidInput
 */
export async function register(context: IHookFunctions): Promise<void> {
	const { connection, address, events } = await planOf(context);
	const requests = requestContext(context);
	const data = registrationOf(context);
	const known = data.address === address ? data.webhookId : undefined;

	const own = (await listWebhooks(requests, connection))
		.filter(({ url }) => secretIn(url, address) !== undefined)
		.map(({ id }) => id);
	const kept = own.find((id) => id === known) ?? own[0];
	const surplus = [...own, known].filter((id) => id !== undefined && id !== kept);
	for (const id of new Set(surplus)) await deleteWebhook(requests, connection, id as string);

	const secret = newSecret();
	const settings = { url: address + secret, events };
	const changed = kept !== undefined && (await updateWebhook(requests, connection, kept, settings));
	data.webhookId = changed ? kept : (await createWebhook(requests, connection, settings)).id;
	data.address = address;
	data.secretDigest = digestOf(secret);
}

/**
 * Removes the webhook, if it is this node's own and still there. A copy of the workflow that runs at
 * another address never takes the webhook of the original away.
 * @throws ZokoError
 */
export async function unregister(context: IHookFunctions): Promise<void> {
	const data = registrationOf(context);
	if (data.webhookId !== undefined && data.address === addressOf(context)) {
		const requests = requestContext(context);
		await deleteWebhook(requests, await connect(requests), data.webhookId);
	}
	delete data.webhookId;
	delete data.address;
	delete data.secretDigest;
}

function registrationOf(context: IHookFunctions): Registration {
	return context.getWorkflowStaticData('node') as Registration;
}

/** Reads the form, and refuses what could never work before Zoko is asked. */
async function planOf(context: IHookFunctions): Promise<Plan> {
	const events = chosenEvents(context.getNodeParameter('events', []));
	if (events.length === 0) {
		throw new InvalidInput(
			"'Trigger On' is empty",
			'Choose at least one event that starts the workflow.',
		);
	}
	const connection = await connect(requestContext(context));
	const options = context.getNodeParameter('options', {}) as Record<string, unknown>;
	refuseImpossible(events, readFilters(options, connection.defaultCountry));
	const address = addressOf(context);
	if (!connection.isLocal) refuseUnreachable(address);
	return { connection, address, events: neededEvents(events) };
}

/**
 * The URL of the webhook up to the secret. n8n finds a path with a parameter under the node's
 * webhook ID twice: once to find the node, once as part of the path.
 * @throws InvalidInput when the node has no webhook ID
 */
function addressOf(context: IHookFunctions): string {
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

/** The secret in a webhook's URL, if it is a webhook of this node. */
function secretIn(url: string, address: string): string | undefined {
	if (!URL.canParse(url) || !URL.canParse(address)) return undefined;
	const { href } = new URL(url);
	const base = new URL(address).href;
	const rest = href.startsWith(base) ? href.slice(base.length) : '';
	return SECRET.test(rest) ? rest : undefined;
}

function refuseUnreachable(address: string): void {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url?.protocol === 'https:' && !isPrivateHost(url.hostname)) return;
	throw new InvalidInput(
		`Zoko cannot reach this n8n at ${url ? url.origin : 'its present address'}`,
		'Zoko sends events to public https addresses only. Set the environment variable WEBHOOK_URL to the address under which n8n can be reached from the Internet, for example https://n8n.example.com/, and restart n8n.',
	);
}
