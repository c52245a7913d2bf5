import { InvalidInput } from '../../errors/invalid-input';
import { problemOf } from '../../errors/node-error';
import { ZokoError } from '../../errors/problem';

/**
 * An error that ends by saying that nothing was sent, which is what people ask first. An error that
 * leaves open whether a message went out stays as it is.
 * @param error why a message did not go out
 * @param itemCount how many items the node has: if there are several, others may go out all the
 * same
 */
export function unsent(error: unknown, itemCount = 1): unknown {
	const problem = problemOf(error);
	if (problem.category === 'ambiguous') return error;
	const note = itemCount === 1 ? 'Nothing was sent.' : 'This message was not sent.';
	const { message } = problem;
	const advice = `${problem.advice} ${note}`;
	if (error instanceof ZokoError) return new ZokoError({ ...problem, advice });
	if (error instanceof InvalidInput) return new InvalidInput(message, advice);
	// n8n's own error knows the expression that failed.
	return error instanceof Error ? Object.assign(error, { description: advice }) : error;
}
