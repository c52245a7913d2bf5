import { sleep, type IExecuteFunctions } from 'n8n-workflow';
import { Once } from '../sending/once';
import { keepNewest } from '../values';

/**
 * What the list has answered, by workflow and key; two simultaneous runs must not see each other's
 * question.
 */
const answers = new Map<string, Promise<boolean>>();
const MAX_ANSWERS = 10_000;

/** Whether a workflow's list was empty when it was first asked for. */
const empty = new Map<string, Promise<boolean>>();
const MAX_WORKFLOWS = 1000;

/**
 * Claims events for one trigger in the list of the workflow, which all processes of n8n share: the
 * first step of a run claims the event that it was started for, and a send the events that its
 * message will bring. Whoever comes second finds the event taken, so "a repeat" and "news about an
 * own message" are one question.
 */
export class EventClaims {
	private readonly once: Once;
	private readonly workflow: string;

	constructor(private readonly context: IExecuteFunctions) {
		this.workflow = String(context.getWorkflow().id);
		this.once = new Once(context.helpers, this.workflow, context.getNode().id, sleep);
	}

	/**
	 * @param trigger name of the node
	 * @returns whether nobody had claimed it
	 * @throws the error of n8n's database
	 */
	async take(trigger: string, event: string, messageId: string): Promise<boolean> {
		return await this.once.take(keyOf(trigger, event, messageId), 'workflow');
	}

	/** Claims an event in an n8n with one process, for the time after a restart. */
	async note(trigger: string, event: string, messageId: string): Promise<void> {
		await this.once.takeAlone(keyOf(trigger, event, messageId), 'workflow');
	}

	/**
	 * Whether an event was claimed before this process was started; for an n8n with one process,
	 * which knows by itself what it has claimed since then. It claims nothing: a run that was cut off
	 * may be repeated.
	 * @throws the error of n8n's database
	 */
	async wasTaken(trigger: string, event: string, messageId: string): Promise<boolean> {
		if (await this.wasEmpty()) return false;
		const key = keyOf(trigger, event, messageId);
		const name = `${this.workflow} ${key}`;
		const known = answers.get(name) ?? this.look(key);
		known.catch(() => answers.delete(name));
		answers.set(name, known);
		keepNewest(answers, MAX_ANSWERS);
		return await known;
	}

	/** n8n's list can only be read by writing to it. */
	private async look(key: string): Promise<boolean> {
		const fresh = await this.once.takeAlone(key, 'workflow');
		if (fresh) await this.once.giveBack(key, 'workflow');
		return !fresh;
	}

	/** Whether the workflow had no claims when this process first asked. */
	private async wasEmpty(): Promise<boolean> {
		const known = empty.get(this.workflow) ?? this.isEmpty();
		known.catch(() => empty.delete(this.workflow));
		empty.set(this.workflow, known);
		keepNewest(empty, MAX_WORKFLOWS);
		return await known;
	}

	private async isEmpty(): Promise<boolean> {
		const { getProcessedDataCount } = this.context.helpers;
		return (await getProcessedDataCount('workflow', { mode: 'entries' })) === 0;
	}

	/** Lets a repeat of the event pass. */
	async giveBack(trigger: string, event: string, messageId: string): Promise<void> {
		await this.once.giveBack(keyOf(trigger, event, messageId), 'workflow');
	}
}

function keyOf(...parts: string[]): string {
	return JSON.stringify(['zokoTrigger', ...parts]);
}
