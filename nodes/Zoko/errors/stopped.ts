import { ZokoError } from './problem';

/** The error of an item that was never tried, because the execution was stopped. */
export const STOPPED = new ZokoError({
	category: 'unreachable',
	retryable: true,
	message: 'The execution was stopped before this was done',
	advice: 'Run it again.',
});
