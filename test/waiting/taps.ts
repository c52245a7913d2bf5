// Taps on questions, and the published trigger that hears of them.
import { sleep } from 'n8n-workflow';
import { instanceMark, type RunToken, writeToken } from '../../nodes/Zoko/waiting/token';
import { webhookContext } from '../harness';
import { tapped } from '../trigger/payloads';
import { registered } from '../trigger/surroundings';

const HEX = '0123456789abcdef'.repeat(4);
const KEY = Buffer.from(HEX, 'hex').toString('base64url');
let ids = 0;

/** A tap on a button of a question. @param more of its token */
export function answerTo(instance: string, more: Partial<RunToken> = {}, id?: string) {
	const executionId = String(++ids);
	const token = writeToken({
		instance,
		executionId,
		wait: executionId.padStart(6, 'w'),
		key: KEY,
		...more,
	});
	const body = {
		...tapped,
		id: id ?? `tap-${ids}`,
		context: { ...tapped.context, postback: `confirm${token}` },
	};
	return { body, path: `/webhook-waiting/${more.executionId ?? executionId}?signature=${HEX}` };
}

/** A published trigger, and the mark of its n8n. */
export async function listening(options: object = {}, more: object = {}) {
	const world = await registered({ events: ['replyReceived'], options: { ...options }, ...more });
	const context = webhookContext(
		world.installed.pack,
		world.installed.node,
		{} as never,
		{ request: {}, response: {} },
		{ workflow: world.installed.workflow },
	);
	return { ...world, instance: instanceMark(context.getInstanceId()) };
}

export async function until(holds: () => boolean) {
	while (!holds()) await sleep(50);
}

/** What n8n says of a run that does not wait. */
export const finished = { code: 409, message: 'The execution "1 has finished already.' };
export const running = { code: 409, message: 'The execution "1" is running already.' };
