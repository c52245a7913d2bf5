import type { FaultRule } from '../../emulator';

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
];

/** Faults for a third of all sends, and for most first tries of the numbers in `stormy`. */
export function weather(seed: string, stormy: string[]): FaultRule[] {
	return [
		{ recipient: stormy, probability: 0.6, seed: `${seed} stormy`, faults: MIX },
		{ probability: 0.33, seed, faults: MIX },
	];
}
