import { isRecord } from '../values';
import { ADDRESS_ADVICE, ambiguousAdvice, unknownFate, type Effect, type Problem } from './problem';

/** Why a request got no answer, as far as the HTTP client knows. */
export interface Fault {
	/** System or client error code, for example `ECONNREFUSED`. */
	code?: string;
	/** Whether it came before the request could leave, so that the server cannot have taken it. */
	neverSent: boolean;
}

/** A name that could not be looked up, or a connection that was turned away. */
const BEFORE_CONNECTION = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ECONNREFUSED']);

/** Node's and OpenSSL's codes for a certificate that was not accepted, which ends the handshake. */
const CERTIFICATE =
	/^(CERT_|UNABLE_TO_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|HOSTNAME_MISMATCH$|INVALID_CA$)/;

/** Node's words when the other side hangs up during the handshake. */
const HANDSHAKE = 'before secure TLS connection was established';

/** How n8n names its errors when it may not connect to an address (N8N_SSRF_PROTECTION_ENABLED). */
const BLOCKED = /^SsrfBlocked/;

const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/** How deep n8n's versions wrap the HTTP client's error. */
const MAX_DEPTH = 6;

/**
 * Reads the error of an HTTP client, which n8n wraps in ways that differ between its versions. Once
 * a connection stands, nothing that breaks it proves that the request was not taken: not a TLS
 * record that makes no sense, and not a route that is gone.
 */
export function faultOf(error: unknown): Fault {
	const layers = layersOf(error);
	const code = layers.flatMap(codesOf)[0];
	const neverSent = layers.some(
		(layer) =>
			codesOf(layer).some(
				(each) => BEFORE_CONNECTION.has(each) || CERTIFICATE.test(each) || BLOCKED.test(each),
			) ||
			layer.syscall === 'connect' ||
			layer.syscall === 'getaddrinfo' ||
			messageOf(layer).includes(HANDSHAKE) ||
			/^connect E[A-Z]+/.test(messageOf(layer)),
	);
	return { code, neverSent };
}

/** An error and the errors inside it. */
function layersOf(error: unknown): Array<Record<string, unknown>> {
	const layers: Array<Record<string, unknown>> = [];
	let current = error;
	while (isRecord(current) && layers.length < MAX_DEPTH) {
		layers.push(current);
		// Node tries all addresses of a host, and reports all that failed.
		if (Array.isArray(current.errors)) layers.push(...current.errors.filter(isRecord));
		current = current.cause ?? current.reason ?? current.errorResponse;
	}
	return layers;
}

/** The codes of system and client errors; n8n keeps HTTP statuses in the same place. */
function codesOf({ code, httpCode, name }: Record<string, unknown>): string[] {
	const named = name === 'CanceledError' ? ['ERR_CANCELED'] : [];
	const codes = [code, httpCode].filter(
		(value): value is string => typeof value === 'string' && /^[A-Z][A-Z0-9_]+$/.test(value),
	);
	return typeof name === 'string' && BLOCKED.test(name) ? [name] : [...named, ...codes];
}

function messageOf({ message }: Record<string, unknown>): string {
	return typeof message === 'string' ? message : '';
}

/** Judges a request that got no answer. @param host where Zoko was looked for */
export function problemFromFault(
	{ code, neverSent }: Fault,
	host: string,
	effect: Effect,
): Problem {
	if (neverSent) {
		const isBlocked = code !== undefined && BLOCKED.test(code);
		return {
			category: 'unreachable',
			retryable: !isBlocked,
			message: `Zoko could not be reached at ${host}: ${reasonFor(code)}`,
			advice: isBlocked ? BLOCKED_ADVICE : ADDRESS_ADVICE.network,
		};
	}
	const cancelled = code === 'ERR_CANCELED';
	const what = cancelled
		? 'The execution was stopped while Zoko was answering'
		: code && TIMED_OUT.has(code)
			? 'Zoko did not answer in time'
			: 'The connection to Zoko broke';
	if (effect === 'reads') {
		return {
			category: 'unreachable',
			retryable: !cancelled,
			message: what,
			advice: ADDRESS_ADVICE.network,
		};
	}
	return {
		category: 'ambiguous',
		retryable: false,
		message: `${what}, ${unknownFate(effect)}`,
		advice: ambiguousAdvice(effect),
	};
}

const BLOCKED_ADVICE =
	"Whoever runs n8n can allow the host of 'Base URL' with N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES.";

function reasonFor(code: string | undefined): string {
	switch (code) {
		case 'SsrfBlockedIpError':
		case 'SsrfBlockedHostnameError':
			return 'n8n blocks requests to this address';
		case 'ECONNREFUSED':
			return 'nothing listens there';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
		case 'EAI_FAIL':
			return 'the host name is not known';
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
		case 'EADDRNOTAVAIL':
			return 'there is no network route to it';
		case 'ETIMEDOUT':
			return 'no connection could be made in time';
		default:
			return 'the secure connection failed';
	}
}
