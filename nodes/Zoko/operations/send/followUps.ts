import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';
import { refuseLoop } from '../../trigger/brake';
import { EventClaims } from '../../trigger/claims';
import { chosenEvents, EVENT_OPTIONS } from '../../trigger/events';
import { customerOf, isNews, originOf, rememberOrigin, type RunOrigin } from '../../trigger/origin';
import { ownMessages, type NewsScope } from '../../trigger/own';
import { startedBy } from '../../trigger/first-step';
import { isRecord } from '../../values';

const TRIGGER = /\.zokoTrigger$/;

/** A trigger that would start again with the news about what a run sends. */
interface Listener {
	name: string;
	/** The events that it must not start with. */
	events: string[];
	scope: NewsScope;
}

/**
 * The sends of a run that a Zoko Trigger started, or of a sub-workflow of such a run. News about
 * these messages must not start runs that send more of them.
 */
export class FollowUps {
	private readonly listeners: Listener[];
	private claims?: EventClaims;
	private readonly claimed: Array<Promise<void>> = [];

	private constructor(
		private readonly context: IExecuteFunctions,
		private readonly origin: RunOrigin,
	) {
		this.listeners = listenersOf(context, origin);
	}

	/** Undefined for a run that something else has started. */
	static of(context: IExecuteFunctions): FollowUps | undefined {
		const origin = findOrigin(context);
		return origin && new FollowUps(context, origin);
	}

	/** @throws ZokoError when this is probably a loop, see {@link refuseLoop} */
	refuseLoop(account: string, recipient: string): void {
		refuseLoop(this.origin, account, recipient);
	}

	/** Notes the message of a send under way with the triggers that its news would start again. */
	async note<T extends { messageId: string }>(send: Promise<T>): Promise<T> {
		const { workflowId, shared } = this.origin;
		const result = await this.listeners.reduce(
			async (noted, { name, scope }) => await ownMessages(workflowId, name).note(noted, scope),
			send,
		);
		const claimed = this.claimNews(result.messageId);
		this.claimed.push(claimed);
		// Another process has to find the claims at once, this one only when it is started again.
		if (shared) await claimed;
		return result;
	}

	/** Waits for what is still being written; n8n may be stopped as soon as the run has ended. */
	async written(): Promise<void> {
		await Promise.all(this.claimed);
	}

	/** Writes where all processes of n8n look. Never throws: the message is out. */
	private async claimNews(messageId: string): Promise<void> {
		const { context, origin } = this;
		// The list belongs to the workflow that runs here; a trigger of another workflow never sees it.
		if (String(context.getWorkflow().id) !== origin.workflowId) return;
		if (typeof context.helpers.checkProcessedAndRecord !== 'function') return;
		const claims = (this.claims ??= new EventClaims(context));
		try {
			await Promise.all(
				this.listeners.flatMap(({ name, events }) =>
					events.map(async (event) =>
						origin.shared
							? await claims.take(name, event, messageId)
							: await claims.note(name, event, messageId),
					),
				),
			);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			const message = `n8n's database did not take down what '${context.getNode().name}' has sent, so news about it may start Zoko Trigger again: ${reason}`;
			context.logger.warn(message);
			context.addExecutionHints?.({ message, type: 'warning', location: 'outputPane' });
		}
	}
}

/** What started this run, or the run that called this workflow. */
function findOrigin(context: IExecuteFunctions): RunOrigin | undefined {
	const executionId = context.getExecutionId();
	const known = originOf(executionId);
	if (known) return known;
	const parent = parentOf(context);
	const origin = parent === undefined ? originInData(context) : originOf(parent);
	// A workflow that this one calls in turn knows only this one.
	if (origin) rememberOrigin(executionId, origin);
	return origin;
}

/** The execution that called this workflow; n8n 1 has it only in the data of the run. */
function parentOf(context: IExecuteFunctions): string | undefined {
	const { getExecutionContext, runExecutionData } = context as Partial<IExecuteFunctions> & {
		runExecutionData?: { parentExecution?: { executionId: string } };
	};
	return (
		getExecutionContext?.call(context)?.parentExecutionId ??
		runExecutionData?.parentExecution?.executionId
	);
}

/** A run that continued in another process, after a wait or a restart, still has its first item. */
function originInData(context: IExecuteFunctions): RunOrigin | undefined {
	const node = context.getWorkflowDataProxy(0).$ as (name: string) => {
		isExecuted: boolean;
		first(): { json: IDataObject };
	};
	const started = triggersOf(context).find(({ name }) => node(name).isExecuted);
	if (!started) return undefined;
	const { name: event, phone } = startedBy(node(started.name).first().json);
	return {
		workflowId: String(context.getWorkflow().id),
		trigger: started.name,
		executionId: context.getExecutionId(),
		event,
		customer: customerOf(phone),
		shared: true,
	};
}

type TriggerNode = Pick<INode, 'name' | 'type' | 'disabled' | 'parameters'>;

/**
 * The Zoko Triggers of this workflow; where n8n does not reveal its nodes, those before this one.
 */
function triggersOf(context: IExecuteFunctions): TriggerNode[] {
	const { workflow } = context as IExecuteFunctions & {
		workflow?: { nodes: Record<string, TriggerNode> };
	};
	const nodes = workflow
		? Object.values(workflow.nodes)
		: context.getParentNodes(context.getNode().name, { includeNodeParameters: true });
	return nodes
		.filter(({ type, disabled }) => TRIGGER.test(type) && !disabled)
		.map((node) => ({ parameters: {}, ...node }));
}

/**
 * The triggers that news about this run's messages is kept from. The trigger that started the run
 * is always among them. If news started it, so are the others of the workflow: two of them would
 * otherwise start each other endlessly. Only a failure may still start another one.
 */
function listenersOf(context: IExecuteFunctions, origin: RunOrigin): Listener[] {
	const inThisWorkflow = String(context.getWorkflow().id) === origin.workflowId;
	const triggers = inThisWorkflow ? triggersOf(context) : [];
	const own = triggers.find(({ name }) => name === origin.trigger);
	const others = isNews(origin.event) ? triggers.filter((trigger) => trigger !== own) : [];
	const failure = (event: string) => event === 'messageFailed';
	return [
		{ name: origin.trigger, events: newsFor(own?.parameters), scope: 'all' },
		...others.map(
			({ name, parameters }): Listener => ({
				name,
				events: newsFor(parameters).filter((event) => !failure(event)),
				scope: 'all but failures',
			}),
		),
	];
}

const ALL_NEWS = EVENT_OPTIONS.map(({ value }) => value).filter(isNews);

/** The news that a trigger listens to; all of it when an expression decides. */
function newsFor(parameters: Record<string, unknown> = {}): string[] {
	const { events, options } = parameters;
	if (isRecord(options) && options.skipOwnMessages === false) return [];
	return Array.isArray(events) ? chosenEvents(events).filter(isNews) : ALL_NEWS;
}
