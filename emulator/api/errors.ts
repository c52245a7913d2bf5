import type { ErrorBody } from '../../nodes/Zoko/api/types';

const TYPES: Record<number, string> = {
	400: 'validation_error',
	401: 'authentication_error',
	404: 'data_missing_error',
	409: 'client_error',
	429: 'rate_limit_error',
};

/** The error type that the emulator uses with an HTTP code. */
export const errorType = (status: number) => TYPES[status] ?? 'api_error';

/** An error answer of the API; thrown anywhere in a request's work. */
export class ZokoError extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly type = errorType(status),
	) {
		super(message);
	}

	/** The body as captured from Zoko: a numeric status, epoch milliseconds. */
	toBody(now: number): ErrorBody {
		return { status: this.status, type: this.type, message: this.message, timestamp: now };
	}
}

export const invalid = (message: string) => new ZokoError(400, message);

export const notFound = (what: string) => new ZokoError(404, `${what} not found`);
