import { testNumber } from '../faults/testNumbers';
import type { StoredMessage } from '../store/types';
import type { World } from '../world';
import { choicesOf, customerTaps, customerWrites } from './customerActions';

/**
 * Plans what a test number does by itself with a message that has just reached its phone. Messages with
 * nothing to tap get no answer: two sides that answer everything would never stop.
 */
export function planOwnAnswers(world: World, message: StoredMessage) {
	const answers = testNumber(message.channelId)?.answers ?? [];
	const choices = choicesOf(world.store, message);
	if (choices.length === 0) return;
	const { id: messageId, channelId: from } = message;
	for (const answer of answers) {
		world.clock.schedule(answer.afterMs, async () => {
			if ('text' in answer) await customerWrites(world, { from, text: answer.text });
			else
				await customerTaps(world, {
					messageId,
					index: answer.tap === 'first' ? 0 : choices.length - 1,
				});
		});
	}
}
