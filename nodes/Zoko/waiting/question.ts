import type { IDataObject } from 'n8n-workflow';
import type { MessageBody } from '../api/types';
import { InvalidInput } from '../errors/invalid-input';
import { refuseLongPayload } from '../message/interactive';
import { TOKEN_LENGTH } from './token';

/** What an execution keeps of its wait, in n8n's context of the node, as JSON. */
export interface StoredWait {
	/** See `digestOfToken`. */
	digest: string;
	messageId: string;
	phone: string;
	/** Milliseconds since 1970. */
	askedAt: number;
	/** The payload that means yes, when n8n waits for an approval. */
	approval?: string;
}

/** WhatsApp's longest payload of a template's button, in code points. */
const TEMPLATE_PAYLOAD = 128;

/** What comes back when a button or row of a message is tapped, in its order. */
export function payloadsIn(body: Body, payloadArgs: number[] = []): string[] {
	const payloads: string[] = [];
	mapPayloads(body, payloadArgs, (payload) => {
		payloads.push(payload);
		return payload;
	});
	return payloads;
}

/** A message whose payloads find the waiting run. @param token as it is written */
export function withToken<T extends Body>(body: T, payloadArgs: number[], token: string): T {
	return mapPayloads(body, payloadArgs, (payload) => payload + token);
}

/**
 * Refuses a template whose buttons cannot bring an answer to a waiting run.
 * @param payloadArgs which arguments come back when a button is tapped
 * @throws InvalidInput
 */
export function checkTemplatePayloads(body: Body, payloadArgs: number[]): void {
	const payloads = payloadsIn(body, payloadArgs);
	if (payloads.length === 0) {
		throw new InvalidInput(
			`Template '${body.templateId}' has no quick reply button with a payload, so no answer would find the waiting run`,
			"Pick a template whose quick reply buttons have a placeholder, or use 'Interactive Buttons' while the 24-hour window is open.",
		);
	}
	for (const payload of payloads) {
		const label = `Payload of a button of template ${body.templateId}`;
		refuseLongPayload(label, payload, TEMPLATE_PAYLOAD, TOKEN_LENGTH);
	}
}

type Body = Pick<
	MessageBody,
	'interactiveButton' | 'interactiveList' | 'templateArgs' | 'templateId'
>;

function mapPayloads<T extends Body>(
	body: T,
	payloadArgs: number[],
	change: (payload: string) => string,
): T {
	const { interactiveButton: buttons, interactiveList: list, templateArgs } = body;
	return {
		...body,
		...(buttons && {
			interactiveButton: {
				...buttons,
				buttons: buttons.buttons.map(({ reply }) => ({
					reply: { ...reply, payload: change(reply.payload) },
				})),
			},
		}),
		...(list && {
			interactiveList: {
				...list,
				list: {
					...list.list,
					sections: list.list.sections.map((section) => ({
						...section,
						items: section.items.map((row) => ({ ...row, payload: change(row.payload) })),
					})),
				},
			},
		}),
		...(templateArgs && {
			templateArgs: templateArgs.map((value, index) =>
				payloadArgs.includes(index) ? change(value) : value,
			),
		}),
	};
}

/** The item of a wait that ended without an answer. @param waitedMs milliseconds */
export function timeOutItem(wait: StoredWait, waitedMs: number): IDataObject {
	return {
		replied: false,
		timedOut: true,
		...(wait.approval !== undefined && { approved: false }),
		messageId: wait.messageId,
		phone: wait.phone,
		waitedMs,
	};
}
