import type { IHookFunctions } from 'n8n-workflow';
import { connect, type Connection } from '../api/connection';
import {
	createWebhook,
	deleteWebhook,
	listWebhooks,
	updateWebhook,
	type WebhookSettings,
} from '../api/webhooks';
import { InvalidInput } from '../errors/invalid-input';
import { unchanged, ZokoError } from '../errors/problem';
import { addressOf, ownWebhooks, refuseUnreachable } from './address';
import { chosenEvents, neededEvents } from './events';
import { readFilters, refuseImpossible } from './filters';
import { derivedSecret, digestOf, isSecret, newNonce } from './secret';
import { covers, isTakenFrom, withTakenEvents } from './taken-events';

/**
 * What the trigger keeps in the workflow's static data. n8n has one for the published workflow and
 * another for each "listen for test event". The watch cannot save anything, so everything that it
 * needs to repair a webhook is here.
 */
export interface Registration {
	/** The URL of the webhook without the secret. */
	address?: string;
	/** Zoko's events that it is registered for; Zoko may have refused others. */
	events?: string[];
	/** What the secret is derived from, together with the API key and the address. */
	nonce?: string;
	/** SHA-256 of the secret. */
	secretDigest?: string;
	/** Zoko's id of the webhook when it was registered; a repair may have changed it since. */
	webhookId?: string;
	/** The events that have started a run, see `Memory`. */
	seen?: string;
	/** The runs that wait for a delivery, see `Notes`. */
	awaited?: string;
}

/** What is to be registered. */
interface Plan {
	connection: Connection;
	address: string;
	events: string[];
}

/**
 * Milliseconds for each request while n8n starts: n8n waits for it, and otherwise the watch will do
 * it.
 */
const TIMEOUT_AT_START = 5000;

/**
 * Whether the webhook is as it should be: this address and secret, these events. Zoko is asked only
 * when somebody is looking: an error at n8n's start would take the workflow down until it is
 * published again, while the watch asks Zoko soon and as often as it takes.
 * @throws ZokoError when Zoko cannot say, InvalidInput when the form is wrong
 */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const data = registrationOf(context);
	if (isUnattended(context)) {
		const events = neededEvents(chosenEvents(context.getNodeParameter('events', [])));
		return data.nonce !== undefined && isFor(data, addressOf(context), events);
	}
	const { connection, address, events } = await planOf(context);
	const { nonce, secretDigest } = data;
	if (nonce === undefined || !isFor(data, address, events)) return false;
	// With another API key the watch could not derive the secret again.
	if (!isSecret(derivedSecret(connection, nonce, address), secretDigest)) return false;
	return ownWebhooks(await listWebhooks(connection), address).some(
		(webhook) =>
			isSecret(webhook.secret, secretDigest) && covers(webhook.events, data.events ?? []),
	);
}

/**
 * Registers the webhook with a new secret. When nobody is looking, a fault of Zoko is left to the
 * watch, and a form or credential that has become wrong leaves the webhook as it is.
 * @throws ZokoError, InvalidInput
 */
export async function register(context: IHookFunctions): Promise<void> {
	const data = registrationOf(context);
	const unattended = isUnattended(context);
	let plan: Plan;
	try {
		plan = await planOf(context);
	} catch (error) {
		if (!unattended || data.address === undefined) throw unchanged(error);
		warn(context, 'The webhook at Zoko is left as it is', error);
		return;
	}
	const { connection, address, events } = plan;
	// The old secret stays valid until Zoko knows the new events.
	const keeps = unattended && data.address === address && data.nonce !== undefined;
	const nonce = keeps ? String(data.nonce) : newNonce();
	const secret = derivedSecret(connection, nonce, address);
	const known = data.address === address ? data.webhookId : undefined;
	let webhookId: string | undefined;
	let registered = events;
	try {
		const timeout = unattended ? TIMEOUT_AT_START : undefined;
		const { result, taken } = await withTakenEvents(
			events,
			async (some) =>
				await place(connection, address, { url: address + secret, events: some }, known, timeout),
		);
		webhookId = result;
		registered = taken;
		tellUntaken(context, events, taken);
	} catch (error) {
		if (!unattended || !(error instanceof ZokoError)) throw unchanged(error);
		warn(context, 'The webhook will be registered as soon as Zoko answers', error);
	}
	Object.assign(data, { address, events: registered, nonce, secretDigest: digestOf(secret) });
	if (webhookId === undefined) delete data.webhookId;
	else data.webhookId = webhookId;
}

/**
 * Brings one webhook with these settings to Zoko. A webhook that this node already has there, known
 * or left behind by a crash, is changed instead of adding another one; webhooks with any other
 * address are not touched. One that Zoko no longer lists may be disabled, so it is replaced.
 * @returns its id
 */
async function place(
	connection: Connection,
	address: string,
	settings: WebhookSettings,
	known: string | undefined,
	timeout: number | undefined,
): Promise<string> {
	const own = ownWebhooks(await listWebhooks(connection, timeout), address).map(({ id }) => id);
	const kept = own.find((id) => id === known) ?? own[0];
	const surplus = [...own, known].filter((id) => id !== undefined && id !== kept);
	for (const id of new Set(surplus)) await deleteWebhook(connection, id as string, timeout);
	if (kept !== undefined && (await updateWebhook(connection, kept, settings, timeout))) return kept;
	return (await createWebhook(connection, settings, timeout)).id;
}

/**
 * Removes the webhooks at Zoko that lead to this node. A copy of the workflow at another address
 * never removes the webhook of the original.
 * @throws ZokoError
 */
export async function unregister(context: IHookFunctions): Promise<void> {
	const data = registrationOf(context);
	const address = addressOf(context);
	if (data.address === address) {
		const connection = await connect(context);
		const own = ownWebhooks(await listWebhooks(connection), address).map(({ id }) => id);
		// A disabled webhook is not listed.
		const known = data.webhookId === undefined ? [] : [data.webhookId];
		for (const id of new Set([...own, ...known])) await deleteWebhook(connection, id);
	}
	delete data.webhookId;
	delete data.address;
	delete data.events;
	delete data.nonce;
	delete data.secretDigest;
}

function registrationOf(context: IHookFunctions): Registration {
	return context.getWorkflowStaticData('node') as Registration;
}

function isFor(data: Registration, address: string, events: string[]): boolean {
	return data.address === address && isTakenFrom(data.events ?? [], events);
}

/**
 * Whether n8n acts on its own: at its start, after a change of leader, or when it restores what it
 * finds missing. An edited workflow is an `update` too, but its webhook was removed before.
 */
function isUnattended(context: IHookFunctions): boolean {
	const activation = context.getActivationMode();
	if (activation === 'update') return registrationOf(context).address !== undefined;
	return activation === 'init' || activation === 'leadershipChange';
}

function warn(context: IHookFunctions, what: string, error: unknown): void {
	const { id } = context.getWorkflow();
	const why = error instanceof Error ? error.message : String(error);
	context.logger.warn(`Zoko Trigger of workflow ${id}: ${why}. ${what}.`);
}

function tellUntaken(context: IHookFunctions, events: string[], taken: string[]): void {
	const untaken = events.filter((event) => !taken.includes(event));
	if (untaken.length === 0) return;
	const { id } = context.getWorkflow();
	context.logger.warn(
		`Zoko Trigger of workflow ${id}: Zoko's API does not take ${untaken.join(', ')}. Tick these events for the webhook of this n8n in Zoko's dashboard, under API & Webhooks.`,
	);
}

/** Reads the form, and refuses before Zoko is asked what could never work. */
async function planOf(context: IHookFunctions): Promise<Plan> {
	const events = chosenEvents(context.getNodeParameter('events', []));
	if (events.length === 0) {
		throw new InvalidInput(
			"'Trigger On' is empty",
			'Choose at least one event that starts the workflow.',
		);
	}
	const connection = await connect(context);
	const options = context.getNodeParameter('options', {}) as Record<string, unknown>;
	refuseImpossible(events, readFilters(options, connection.defaultCountry));
	const address = addressOf(context);
	if (!connection.isLocal) refuseUnreachable(address);
	return { connection, address, events: neededEvents(events) };
}
