import type { ITriggerFunctions } from 'n8n-workflow';
import { connect } from '../api/connection';
import type { Webhook } from '../api/types';
import { createWebhook, deleteWebhook, listWebhooks, updateWebhook } from '../api/webhooks';
import { InvalidInput } from '../errors/invalid-input';
import { ZokoError } from '../errors/problem';
import { type OwnWebhook, ownWebhooks } from './address';
import type { Registration } from './registration';
import { derivedSecret, isSecret } from './secret';
import { covers, withTakenEvents } from './taken-events';

/** What a registered webhook is compared with. */
type Registered = Required<Pick<Registration, 'address' | 'events' | 'nonce' | 'secretDigest'>>;

/** What is wrong with the webhook at Zoko. `key` means that it is missing and cannot be made again. */
export type WebhookFault = 'missing' | 'secret' | 'events' | 'key';

/**
 * What to do, if anything, with a webhook that looks healthy and is under suspicion, by account.
 */
export type Suspicion = (account: string) => 'update' | 'replace' | undefined;

interface Diagnosis {
	fault?: WebhookFault;
	/** The webhook that reaches this workflow. */
	right?: OwnWebhook;
	/** Webhooks at the same address that are useless. */
	surplus: OwnWebhook[];
}

/**
 * Compares what Zoko lists with what is registered.
 * @param secret the one that the current API key gives
 */
export function diagnose(listed: Webhook[], registered: Registered, secret: string): Diagnosis {
	const own = ownWebhooks(listed, registered.address);
	const right = own.find((webhook) => isSecret(webhook.secret, registered.secretDigest));
	const surplus = own.filter((webhook) => webhook !== right);
	if (right) {
		const fault = covers(right.events, registered.events) ? undefined : 'events';
		return { fault, right, surplus };
	}
	// Registered with this secret, every event would be answered 401.
	if (!isSecret(secret, registered.secretDigest)) return { fault: 'key', surplus: [] };
	return { fault: own.length > 0 ? 'secret' : 'missing', surplus };
}

/** What a check has found and done. */
export type Finding =
	| { state: 'healthy' }
	/** Like healthy, but its settings were sent again. */
	| { state: 'updated' }
	| { state: 'repaired'; fault: Exclude<WebhookFault, 'key'> | 'silent' }
	/** It will not get better by itself. */
	| { state: 'blocked'; error: unknown }
	/** Zoko could not be asked; the next time may be different. */
	| { state: 'unreachable'; error: ZokoError };

/**
 * Checks once whether Zoko has the webhook as it was registered, and repairs it.
 * @param isClosed whether the workflow has been unpublished; then nothing more is asked
 * @returns undefined when there is nothing to look after
 */
export async function check(
	context: ITriggerFunctions,
	isClosed: () => boolean,
	suspect: Suspicion,
): Promise<Finding | undefined> {
	const registered = context.getWorkflowStaticData('node') as Registration;
	if (!isComplete(registered)) return undefined;
	try {
		return await repair(context, registered, isClosed, suspect);
	} catch (error) {
		const passes = error instanceof ZokoError && PASSING.has(error.problem.category);
		return passes ? { state: 'unreachable', error } : { state: 'blocked', error };
	}
}

const PASSING = new Set<string>(['unreachable', 'server', 'rate_limited', 'ambiguous']);

async function repair(
	context: ITriggerFunctions,
	registered: Registered,
	isClosed: () => boolean,
	suspect: Suspicion,
): Promise<Finding | undefined> {
	const { address, events, nonce } = registered;
	const connection = await connect(context);
	const secret = derivedSecret(connection, nonce, address);
	const listed = await listWebhooks(connection);
	const { fault, right, surplus } = diagnose(listed, registered, secret);
	if (isClosed()) return undefined;
	if (fault === 'key') {
		throw new InvalidInput(
			"Zoko has no webhook for this workflow, and the credential's API key has changed since the workflow was published",
			'Unpublish the workflow and publish it again: until then no event starts it.',
		);
	}
	const url = right?.url ?? address + secret;
	// Whatever was ticked for it in the dashboard stays.
	const all = [...new Set([...events, ...(right?.events ?? [])])];
	const suspected = fault === undefined ? suspect(connection.account) : undefined;
	const updates = right && (fault ?? suspected) !== undefined && suspected !== 'replace';
	const changed =
		updates &&
		(
			await withTakenEvents(
				all,
				async (some) => await updateWebhook(connection, right.id, { url, events: some }),
			)
		).result;
	if (suspected === 'replace' && right) surplus.push(right);
	if ((fault ?? suspected) !== undefined && !changed) {
		const { result } = await withTakenEvents(
			all,
			async (some) => await createWebhook(connection, { url, events: some }),
		);
		const { id } = result;
		// Unpublishing may be under way at the same time and not have seen it.
		if (isClosed()) await deleteWebhook(connection, id);
	}
	for (const { id } of surplus) {
		if (isClosed()) break;
		await deleteWebhook(connection, id);
	}
	if (fault !== undefined) return { state: 'repaired', fault };
	if (suspected === 'replace') return { state: 'repaired', fault: 'silent' };
	return { state: suspected === 'update' ? 'updated' : 'healthy' };
}

function isComplete(data: Registration): data is Registration & Registered {
	const { address, events, nonce, secretDigest } = data;
	return [address, events, nonce, secretDigest].every((value) => value !== undefined);
}
