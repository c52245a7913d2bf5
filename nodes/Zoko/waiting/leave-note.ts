import { type IExecuteFunctions, sleep } from 'n8n-workflow';
import type { Connection } from '../api/connection';
import { InvalidInput } from '../errors/invalid-input';
import { ZokoError } from '../errors/problem';
import { isRecord } from '../values';
import { IF_THERE_IS_ONE, listenersFor } from './listener';
import { noteRequest, type NoteAnswer, type NoteRequest } from './note-request';
import { ownAddresses } from './run-address';
import { resumeUrlOf } from './run-token';

/** The most triggers that a note is left at; each of them hears about the message. */
const MOST_TRIGGERS = 3;

/** Milliseconds for a request to this n8n itself. */
const TIMEOUT = 5000;

/** How often a trigger is asked whether n8n has saved the note, and the pause between, in milliseconds. */
const LOOKS = 6;
const PAUSE = 250;

/**
 * Leaves a note at the triggers that will hear about a message: which run waits for it, and how to
 * call that run. Resolves when n8n has saved it.
 * @throws InvalidInput when no trigger listens to deliveries, or none keeps the note
 * @throws ZokoError when Zoko cannot say who listens, or this n8n cannot be reached
 */
export async function leaveNote(
	context: IExecuteFunctions,
	connection: Connection,
	wait: Parameters<typeof noteRequest>[1],
): Promise<void> {
	const urls = await listenersFor(connection, resumeUrlOf(context), 'message:delivery:update');
	if (urls.length === 0) {
		throw new InvalidInput(
			'No published Zoko Trigger of this n8n hears of deliveries, so nothing would end the pause',
			`Make a workflow with the node Zoko Trigger, choose 'Message Failed' in 'Trigger On' ('Message Delivered' or 'Message Read' do as well), and publish it. One such workflow is enough for all waits, and it can be the trigger alone. It needs the same Zoko credential as this node. ${IF_THERE_IS_ONE} Or set 'While Waiting' to 'Keep the Run Open'.`,
		);
	}
	const request = noteRequest(connection, wait);
	const answers = await Promise.all(
		urls.slice(0, MOST_TRIGGERS).map(async (url) => await keep(context, url, request)),
	);
	if (answers.some((answer) => answer?.kept)) return;
	const refused = answers.find((answer) => answer?.message !== undefined);
	if (refused) {
		throw new InvalidInput(
			`Zoko Trigger does not take the note that this run waits: ${refused.message}`,
			"Give both nodes the same Zoko credential, or set 'While Waiting' to 'Keep the Run Open'.",
		);
	}
	throw new ZokoError({
		category: 'unreachable',
		retryable: true,
		message: 'n8n cannot reach its own Zoko Trigger, so the run cannot pause',
		advice:
			"n8n has to reach itself at WEBHOOK_URL. Check n8n's log, and N8N_SSRF_ALLOWED_IP_RANGES when N8N_SSRF_PROTECTION_ENABLED is set. Or set 'While Waiting' to 'Keep the Run Open'.",
	});
}

/** Posts a note until n8n has saved it. @returns the last answer; undefined for none */
async function keep(
	context: IExecuteFunctions,
	url: string,
	request: NoteRequest,
): Promise<NoteAnswer | undefined> {
	let answer: NoteAnswer | undefined;
	for (let look = 0; look < LOOKS; look++) {
		if (look > 0) await sleep(PAUSE);
		answer = await post(context, url, request);
		if (!answer?.noted || answer.kept) break;
	}
	return answer;
}

/** Posts a note once, at the first address that leads to the trigger. */
async function post(
	context: IExecuteFunctions,
	url: string,
	body: NoteRequest,
): Promise<NoteAnswer | undefined> {
	for (const { url: address, isLocal } of ownAddresses(url)) {
		try {
			const answer: unknown = await context.helpers.httpRequest({
				method: 'POST',
				url: address,
				body,
				json: true,
				timeout: TIMEOUT,
				abortSignal: AbortSignal.timeout(TIMEOUT),
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				// This is the address of this n8n's own socket, which no certificate names.
				skipSslCertificateValidation: isLocal,
			});
			if (isRecord(answer) && typeof answer.noted === 'boolean') {
				return answer as unknown as NoteAnswer;
			}
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			context.logger.debug(`The note of a waiting execution could not be left: ${why}`);
		}
	}
	return undefined;
}
