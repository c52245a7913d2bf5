import { isRecord, nonEmpty } from '../values';

/** Zoko's API lists `failed`; careful clients look for the other words too. */
const FAILURE = /^(failed|undelivered|rejected|error)$/;

/** The status in small letters; Zoko says `seen` in some places and `read` in others. */
export function statusOf(value: unknown): string | undefined {
	const status = nonEmpty(value)?.trim().toLowerCase();
	return status === 'seen' ? 'read' : status;
}

/** Whether a message with this status (see `statusOf`) will never arrive. */
export function hasFailed(status: string | undefined): boolean {
	return status !== undefined && FAILURE.test(status);
}

/** A step of a message on its way, as `GET /message/{id}/history` tells it. */
export interface DeliveryStep {
	status?: string;
	happenedAt?: unknown;
	/** What Zoko or WhatsApp says about it. */
	message?: string;
	channel?: string;
}

/**
 * The steps in the order of the answer, with the date under its proper name; anything else is left
 * out.
 */
export function deliverySteps(body: unknown): DeliveryStep[] {
	const entries: unknown[] = isRecord(body) && Array.isArray(body.history) ? body.history : [];
	return entries
		.filter(isRecord)
		.map(({ state, happendAt, happenedAt, deliveryChannel, details }) => ({
			status: statusOf(state),
			happenedAt: happendAt ?? happenedAt,
			message: isRecord(details) ? nonEmpty(details.message) : undefined,
			channel: nonEmpty(deliveryChannel),
		}));
}

/** Why a message failed: what the newest failure says, else the newest step that says anything. */
export function failureReason(steps: DeliveryStep[]): string | undefined {
	const said = steps.filter(({ message }) => message !== undefined);
	return (said.findLast(({ status }) => hasFailed(status)) ?? said.at(-1))?.message;
}
