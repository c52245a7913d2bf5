import { type IExecuteFunctions, sleep } from 'n8n-workflow';
import type { Surroundings } from '../sending/retry';

/** How often a wait checks whether the execution was stopped, in milliseconds. */
const SLICE = 200;

/**
 * Time, chance and cancellation of an execution.
 * @param ended says when waiting is pointless for another reason
 */
export function surroundingsOf(context: IExecuteFunctions, ended = () => false): Surroundings {
	const signal = context.getExecutionCancelSignal?.();
	const cancelled = () => signal?.aborted === true || ended();
	return {
		now: Date.now,
		random: Math.random,
		cancelled,
		async sleep(milliseconds) {
			const end = Date.now() + milliseconds;
			for (let left = milliseconds; left > 0 && !cancelled(); left = end - Date.now()) {
				await sleep(Math.min(left, SLICE));
			}
		},
	};
}
