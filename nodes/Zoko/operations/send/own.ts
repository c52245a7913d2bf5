import type { IExecuteFunctions } from 'n8n-workflow';
import { ownMessages, type OwnMessages } from '../../trigger/own';

const TRIGGER = /\.zokoTrigger$/;

/**
 * Where a run notes what it sends: with the Zoko Trigger that has started it, which would otherwise
 * start again with the news about these messages. Nothing for runs that something else has started.
 */
export function notesOf(context: IExecuteFunctions): OwnMessages | undefined {
	const parents = context.getParentNodes(context.getNode().name);
	const triggers = parents.filter(({ type }) => TRIGGER.test(type));
	if (triggers.length === 0) return undefined;
	const node = context.getWorkflowDataProxy(0).$ as (name: string) => { isExecuted: boolean };
	const started = triggers.find(({ name }) => node(name).isExecuted);
	return started && ownMessages(context.getWorkflow().id, started.name);
}
