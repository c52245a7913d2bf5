import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { connect } from '../api/connection';
import { type Problem, unchanged, ZokoError } from '../errors/problem';
import { tellOther } from '../waiting/other-processes';
import { rememberSocket } from '../waiting/run-address';
import { type RunToken, takeToken } from '../waiting/token';
import { bringAnswer } from './answers';
import { bringDelivery, notesOf, saveNotes, takeNote } from './deliveries';
import { type Details, readDetails, wantedDetails } from './details';
import { keyOf, type Memory, memoryOf, type StartResult } from './duplicates';
import { chosenEvents } from './events';
import { readEvent, type ZokoEvent } from './read-event';
import { filtersByPhone, passes, readFilters } from './filters';
import { raw, simplified } from './output';
import { hearOf } from './recent';
import { tellOfRefusal } from './refusals';
import type { Registration } from './registration';
import { holdUntil, isOwn } from './first-step';
import { derivedSecret, isSecret } from './secret';
import { decided, refuse, undecided } from './undecided';

/**
 * How long a repeat waits for the first request with its event, which may be reading details, in
 * milliseconds: longer than that takes, and shorter than Zoko's five seconds.
 */
const PATIENCE = 4000;

/** Answers 200 and starts nothing. */
const NOTHING: IWebhookResponseData = {};

/**
 * Answers a request to the webhook: brings an answer to the run that waits for it, or starts a run for
 * an event that was chosen, passes the filters and is new. Everything else is answered 200, except a
 * wrong secret (401) and an event that cannot be judged now (503), which Zoko sends again.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const data = context.getWorkflowStaticData('node') as Registration;
	const { secret } = context.getParamsData() as { secret?: unknown };
	if (!isSecret(secret, data.secretDigest)) {
		tellOfRefusal(context);
		return refuse(context, 401, 'Unknown webhook');
	}

	rememberSocket(context);
	const told = (await tellOther(context.getBodyData())) ?? (await takeNote(context, data));
	if (told) return told;
	const { body, token } = takeToken(context.getBodyData());
	const event = readEvent(body);
	if (!event) return NOTHING;
	const webhook = String(data.secretDigest);
	hearOf(webhook, event.name, event.id);
	try {
		const result = await decide(context, data, event, token);
		decided(webhook);
		return result;
	} catch (error) {
		return undecided(context, webhook, event, error);
	}
}

/** @throws when the event cannot be judged now */
async function decide(
	context: IWebhookFunctions,
	data: Registration,
	event: ZokoEvent,
	token: RunToken | undefined,
): Promise<IWebhookResponseData> {
	const options = context.getNodeParameter('options', {}) as Record<string, unknown>;
	if (token) {
		const wantsLate = options.lateAnswers === 'startWorkflow';
		const fate = await bringAnswer(context, data, token, event, wantsLate);
		if (fate === 'done' || !wantsLate) return NOTHING;
		event.late = true;
	}
	await bringDelivery(context, data, event);
	if (!chosenEvents(context.getNodeParameter('events', [])).includes(event.name)) return NOTHING;
	if (event.groupId !== undefined && options.includeGroups !== true) return NOTHING;
	if (!passes(await filtersOf(context, options), event)) return NOTHING;

	if (await isOwn(context, options, event)) return NOTHING;
	if (options.ignoreDuplicates === false) {
		const result = await start(context, data, event, options);
		// There is nothing to wait for, but the run learns that its event came in through this process.
		holdUntil(result.workflowData?.flat() ?? [], Promise.resolve());
		return result;
	}
	return await startOnce(context, data, event, options);
}

async function filtersOf(context: IWebhookFunctions, options: Record<string, unknown>) {
	if (!filtersByPhone(options)) return readFilters(options, '');
	const { defaultCountry } = await connect(context);
	return readFilters(options, defaultCountry);
}

/** Starts a run unless the event has started one before; it counts only once n8n has taken it. */
async function startOnce(
	context: IWebhookFunctions,
	data: Registration,
	event: ZokoEvent,
	options: Record<string, unknown>,
): Promise<IWebhookResponseData> {
	const memory = memoryOf(String(data.secretDigest));
	memory.learn(data.seen);
	const key = keyOf(event);
	const decision = await memory.decide(key, PATIENCE);
	if (decision === 'drop') return NOTHING;
	if (decision === 'postpone') throw new ZokoError(NEVER_ANSWERED);
	try {
		const result = await start(context, data, event, options);
		if (!result.workflowData) {
			memory.settle(key, 'refused');
			return result;
		}
		holdUntil(result.workflowData.flat(), answered(context, memory, key));
		return onceStarted(result, () => {
			memory.settle(key, 'started');
			data.seen = memory.saved;
			saveNotes(data, notesOf(data));
		});
	} catch (error) {
		memory.settle(key, 'refused');
		throw unchanged(error);
	}
}

/**
 * n8n asks for the answer's body after it has started the run, and saves the static data right
 * after that. Earlier changes are lost: to prepare the run, n8n (2.41) opens the workflow a second
 * time with the same static data, which then counts as unchanged.
 */
function onceStarted(result: IWebhookResponseData, remember: () => void): IWebhookResponseData {
	return {
		...result,
		get webhookResponse() {
			remember();
			return '';
		},
	};
}

/**
 * Resolves with n8n's answer, which says whether a run was started, or when nobody waits for it any
 * more.
 */
async function answered(context: IWebhookFunctions, memory: Memory, key: string): Promise<void> {
	const response = context.getResponseObject();
	await new Promise<void>((resolve) => {
		const settle = (outcome: StartResult) => {
			memory.settle(key, outcome);
			resolve();
		};
		response.once('finish', () => settle(response.statusCode < 300 ? 'started' : 'refused'));
		response.once('close', () => settle('unclear'));
	});
}

async function start(
	context: IWebhookFunctions,
	data: Registration,
	event: ZokoEvent,
	options: Record<string, unknown>,
): Promise<IWebhookResponseData> {
	const wanted = wantedDetails(options, event);
	const details: Details =
		wanted.message || wanted.failureReason || wanted.verification
			? await readDetails(context, event, wanted)
			: {};
	if (details.origin === 'forged') {
		await refuseOtherKey(context, data);
		return NOTHING;
	}
	if (details.origin === 'unclear') throw details.fault;
	const simplify = context.getNodeParameter('simplify', true) !== false;
	const json = simplify ? simplified(event, details) : raw(event, details);
	return { workflowData: [[{ json }]] };
}

/** @throws ZokoError when the account that was asked about an event is not the one that sent it */
async function refuseOtherKey(
	context: IWebhookFunctions,
	{ nonce, address, secretDigest }: Registration,
): Promise<void> {
	const connection = await connect(context);
	const secret = derivedSecret(connection, String(nonce), String(address));
	if (!isSecret(secret, secretDigest)) throw new ZokoError(OTHER_KEY);
}

const OTHER_KEY: Problem = {
	category: 'authentication',
	retryable: false,
	message:
		"This event could not be verified: the credential's API key has changed since the workflow was published, and its account does not know the message",
	advice: 'Unpublish the workflow and publish it again, so that events come from the new account.',
};

const NEVER_ANSWERED: Problem = {
	category: 'ambiguous',
	retryable: false,
	message:
		'Zoko sent an event again before n8n had finished with it the first time, so it is not known whether it started a run',
	advice: 'Look under Executions for a run of about the same time. n8n may be overloaded.',
};
