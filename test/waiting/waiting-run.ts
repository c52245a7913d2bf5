import { NodeHelpers } from 'n8n-workflow';
import { Connection } from '../../nodes/Zoko/api/connection';
import { digestOfToken } from '../../nodes/Zoko/waiting/token';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import { webhookContext, webhookData, workflowWith, zokoNode, zokoPack } from '../harness';
import { Answer } from '../trigger/surroundings';

/** A name that would end an expression. */
const name = `Ask "{{ 1 }}" 'now'`;

/**
 * Posts to the webhook of a run that waits.
 * @param stored what its execution keeps of the wait
 */
export async function call(
	body: unknown,
	stored: object | undefined,
	pack = zokoPack({ apiKey: 'the-key' }),
) {
	const node = zokoNode({ operation: 'sendAndWait' }, { name });
	const workflow = workflowWith(pack, node);
	const [description] = new Zoko().description.webhooks ?? [];
	const answer = new Answer();
	const context = webhookContext(
		pack,
		node,
		webhookData(node, description as never),
		{ request: { body, headers: {}, query: {}, params: {} }, response: answer },
		{ workflow },
	);
	const run = { executionData: { contextData: {} }, resultData: { runData: {} } };
	Object.assign(context, { runExecutionData: run });
	if (stored) {
		const kept = NodeHelpers.getContext(run as never, 'node', node);
		kept.zokoWait = JSON.stringify(stored);
	}
	const result = await new Zoko().webhook.call(context);
	return { status: answer.statusCode, json: result.workflowData?.[0]?.[0]?.json };
}

/** An account, for signing. */
export const connection = (apiKey: string) =>
	new Connection({} as never, { apiKey, baseUrl: 'https://zoko.example.com/v2' });
/** An answer as a trigger tells it. */
export const given = {
	executionId: '7',
	wait: 'waitme',
	key: 'k'.repeat(43),
	reply: { payload: 'confirm', title: 'Confirm' },
	customerName: 'Asha Rao',
};
/** What the execution keeps that waits for it. */
export const stored = {
	digest: digestOfToken(given),
	messageId: 'm1',
	phone: '+919876543210',
	askedAt: Date.now() - 5000,
};
