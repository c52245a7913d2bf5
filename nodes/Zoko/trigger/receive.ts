import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { connect, requestContext } from '../api/request';
import { readDetails, wantedDetails, type Details } from './details';
import { keyOf, memoryOf, type Memory, type Outcome } from './duplicates';
import { chosenEvents, readEvent, type ZokoEvent } from './events';
import { filtersByPhone, passes, readFilters } from './filters';
import { raw, simplified } from './output';
import type { Registration } from './registration';
import { holdUntil, isOwn } from './run';
import { isSecret } from './secret';

/**
 * Milliseconds that a repeat waits for the first request with its event, which may be reading
 * details: longer than that takes, and short of Zoko's five seconds.
 */
const PATIENCE = 4000;

/** Answers 200 and starts nothing. */
const NOTHING: IWebhookResponseData = {};

/**
 * Answers a request to the webhook: starts a run for an event that was chosen, passes the filters
 * and is new. Everything else is answered 200, except a wrong secret (401) and an event that cannot
 * be judged now (503), which Zoko sends again.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const data = context.getWorkflowStaticData('node') as Registration;
	const { secret } = context.getParamsData() as { secret?: unknown };
	if (!isSecret(secret, data.secretDigest)) return answer(context, 401, 'Unknown webhook');

	const event = readEvent(context.getBodyData());
	if (!event) return NOTHING;
	if (!chosenEvents(context.getNodeParameter('events', [])).includes(event.name)) return NOTHING;
	const options = context.getNodeParameter('options', {}) as Record<string, unknown>;
	if (!passes(await filtersOf(context, options), event)) return NOTHING;

	if (await isOwn(context, options, event)) return NOTHING;
	if (options.ignoreDuplicates === false) return await start(context, event, options);
	return await startOnce(context, event, options, data);
}

async function filtersOf(context: IWebhookFunctions, options: Record<string, unknown>) {
	if (!filtersByPhone(options)) return readFilters(options, '');
	const { defaultCountry } = await connect(requestContext(context));
	return readFilters(options, defaultCountry);
}

/** Starts a run unless the event has started one before; it counts only once n8n has taken it. */
async function startOnce(
	context: IWebhookFunctions,
	event: ZokoEvent,
	options: Record<string, unknown>,
	data: Registration,
): Promise<IWebhookResponseData> {
	const memory = memoryOf(String(data.secretDigest));
	memory.learn(data.seen);
	const key = keyOf(event);
	const decision = await memory.decide(key, PATIENCE);
	if (decision === 'drop') return NOTHING;
	if (decision === 'postpone') return answer(context, 503, 'This event is being worked on');
	try {
		const result = await start(context, event, options);
		if (!result.workflowData) {
			memory.settle(key, 'refused');
			return result;
		}
		holdUntil(result.workflowData.flat(), answered(context, memory, key));
		return onceStarted(result, () => {
			memory.settle(key, 'started');
			data.seen = memory.saved;
		});
	} catch (error) {
		memory.settle(key, 'refused');
		const problem: unknown = error;
		throw problem;
	}
}

/**
 * n8n asks for the answer's body after it has started the run, and saves the static data right
 * after that. What is changed earlier is lost: to prepare the run, n8n (2.41) opens the workflow a
 * second time with the same static data, which then counts as unchanged.
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

/** Resolves with n8n's answer, which tells whether a run was started, or when nobody waits for it. */
async function answered(context: IWebhookFunctions, memory: Memory, key: string): Promise<void> {
	const response = context.getResponseObject();
	await new Promise<void>((resolve) => {
		const settle = (outcome: Outcome) => {
			memory.settle(key, outcome);
			resolve();
		};
		response.once('finish', () => settle(response.statusCode < 300 ? 'started' : 'refused'));
		response.once('close', () => settle('unclear'));
	});
}

async function start(
	context: IWebhookFunctions,
	event: ZokoEvent,
	options: Record<string, unknown>,
): Promise<IWebhookResponseData> {
	const wanted = wantedDetails(options, event);
	const details: Details =
		wanted.message || wanted.failureReason || wanted.verification
			? await readDetails(requestContext(context), event, wanted)
			: {};
	if (details.origin === 'forged') return NOTHING;
	// Told as a failed run: a wrong API key would otherwise hold back every event unnoticed.
	if (details.fault !== undefined) throw details.fault;
	if (details.origin === 'unclear') return answer(context, 503, 'Not verifiable now');
	const simplify = context.getNodeParameter('simplify', true) !== false;
	const json = simplify ? simplified(event, details) : raw(event, details);
	return { workflowData: [[{ json }]] };
}

function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message }).end();
	return { noWebhookResponse: true };
}
