import { HANDSHAKE, type FaultRule } from '../../emulator';

const TLS_KINDS = ['tlsPlainText', 'tlsOversized', 'tlsForeign', 'tlsAlert'] as const;

const BY_PROXY =
	'upstream connect error or disconnect/reset before headers. reset reason: connection termination';

/** A 200 that says something else inside; Zoko took the message all the same. */
const inside = (rawBody: string): FaultRule['faults'][number] => ({
	kind: 'status',
	status: 200,
	when: 'after',
	rawBody,
	contentType: 'application/json',
});

/** Faults that a send can meet, with how often each is drawn. */
const MIX: FaultRule['faults'] = [
	{ kind: 'status', status: 429, weight: 3 },
	{ kind: 'status', status: 429, retryAfter: '0.02', weight: 2 },
	{ kind: 'status', status: 503, weight: 3 },
	{ kind: 'status', status: 503, retryAfter: '0.02', weight: 1 },
	{ kind: 'status', status: 400, weight: 1 },
	{ kind: 'status', status: 500, when: 'before', weight: 2 },
	{ kind: 'status', status: 500, when: 'after', weight: 2 },
	{ kind: 'status', status: 502, rawBody: '<html>Bad Gateway</html>', when: 'after', weight: 1 },
	{ kind: 'status', status: 504, rawBody: '', when: 'before', weight: 1 },
	{ kind: 'reset', when: 'before', weight: 2 },
	{ kind: 'reset', when: 'after', weight: 2 },
	{ kind: 'timeout', when: 'before', weight: 0.5 },
	{ kind: 'timeout', when: 'after', weight: 0.5 },
	{ kind: 'slow', delayMs: 150, weight: 2 },
	{ kind: 'slow', delayMs: 1500, weight: 0.5 },
	{ kind: 'slowBody', delayMs: 150, weight: 1 },
	{ kind: 'slowBody', delayMs: 1500, weight: 0.5 },
	{ kind: 'cutBody', weight: 1 },
	{ kind: 'brokenJson', weight: 1 },
	{ kind: 'emptyBody', weight: 1 },
	{ kind: 'noMessageId', weight: 1 },
	{ kind: 'http201', weight: 2 },
	{ kind: 'http202', weight: 2 },
	...['-5', '0', 'Wed, 21 Oct 2015 07:28:00 GMT'].map((retryAfter) => ({
		kind: 'status' as const,
		status: 429,
		retryAfter,
	})),
	...[302, 307, 308].map((status) => ({
		kind: 'status' as const,
		status,
		when: 'after' as const,
		location: '/v2/message',
	})),
	{ kind: 'status', status: 303, when: 'before', location: '/v2/message', weight: 0.5 },
	{ kind: 'status', status: 408, rawBody: '', when: 'after', weight: 1 },
	{ kind: 'status', status: 408, when: 'before', weight: 0.5 },
	{ kind: 'status', status: 499, rawBody: '', when: 'after', weight: 1 },
	{ kind: 'status', status: 503, rawBody: `<html>${BY_PROXY}</html>`, when: 'after', weight: 2 },
	{ kind: 'status', status: 503, rawBody: `<html>${BY_PROXY}</html>`, when: 'before', weight: 1 },
	{ kind: 'status', status: 503, rawBody: BY_PROXY, contentType: 'text/plain', when: 'after' },
	{ ...inside('{"message":"Service Unavailable"}'), status: 503 },
	inside('{"status":"429","message":"too many requests"}'),
	inside('{"status":"503"}'),
	inside('{"status":400,"type":"validation_error","message":"not valid","timestamp":0}'),
	inside('{"status":503,"type":"api_error","message":"unavailable","timestamp":0}'),
	{ kind: 'trickle', delayMs: 200, weight: 1 },
	{ kind: 'trickle', delayMs: 60_000, weight: 0.5 },
	{ kind: 'hugeBody', megabytes: 400, weight: 0.3 },
	{ kind: 'switchProtocols', weight: 0.5 },
	{ kind: 'switchProtocols', when: 'before', weight: 0.2 },
	...TLS_KINDS.flatMap((kind) => [
		{ kind, when: 'after' as const, weight: 2 },
		{ kind, when: 'before' as const, weight: 0.5 },
	]),
];

/** What a handshake can meet, in place of the answer or after half of it. */
const HANDSHAKES: FaultRule['faults'] = [
	...(['reset', ...TLS_KINDS] as const).flatMap((kind) => [
		{ kind, when: 'before' as const, weight: 2 },
		{ kind, when: 'after' as const, weight: 1 },
	]),
	{ kind: 'timeout', weight: 0.3 },
];

/**
 * Faults for a third of all sends, for most first tries of the numbers in `stormy`, and for a tenth of
 * the handshakes.
 */
export function weather(seed: string, stormy: string[]): FaultRule[] {
	return [
		{ recipient: stormy, probability: 0.6, seed: `${seed} stormy`, faults: MIX },
		{ probability: 0.33, seed, faults: MIX },
		{ operation: HANDSHAKE, probability: 0.1, seed, faults: HANDSHAKES },
	];
}
