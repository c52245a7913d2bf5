import { createHash } from 'node:crypto';
import {
	type CronExpression,
	type ITriggerFunctions,
	type ITriggerResponse,
	NodeOperationError,
} from 'n8n-workflow';
import { toNodeError } from '../errors/node-error';
import { isRecord } from '../values';
import { noteMainProcess } from '../waiting/other-processes';
import { catchUp, type PublishedForm } from './catch-up';
import { endOverdue } from './deliveries';
import { chosenEvents, isDeliveryUpdate } from './events';
import { recentOwnMessages } from './recent';
import type { Registration } from './registration';
import { check, type Finding, type Suspicion } from './repair';
import { Silence } from './silence';

const MINUTE = 60_000;

/** Minutes from one check to the next. */
const INTERVAL = 10;

/** Checks in a row without an answer before the log mentions it. */
const MANY = 6;

/**
 * Looks after the webhook of a published workflow: Zoko disables a webhook after six failures in a
 * row, and tells nobody. Never throws, because n8n would deactivate the workflow. The form is read
 * at once, because expressions do not work later.
 */
export function watchOver(context: ITriggerFunctions): ITriggerResponse {
	if (context.getMode() === 'manual') return {};
	noteMainProcess();
	const watch = new Watch(context, formOf(context));
	const closeFunction = async () => watch.close();
	const { registerCron } = context.helpers as Partial<ITriggerFunctions['helpers']>;
	if (typeof registerCron !== 'function') return { closeFunction };
	try {
		registerCron({ expression: watch.expression }, async () => await watch.tick());
	} catch (error) {
		watch.warn(`n8n does not let it check its webhook: ${wordsOf(error)}`);
	}
	return { closeFunction };
}

/** @returns undefined when an expression in the form fails; the webhook is looked after all the same */
function formOf(context: ITriggerFunctions): PublishedForm | undefined {
	try {
		const options: unknown = context.getNodeParameter('options', {});
		return {
			events: chosenEvents(context.getNodeParameter('events', [])),
			options: isRecord(options) ? options : {},
			simplify: context.getNodeParameter('simplify', true) !== false,
		};
	} catch {
		return undefined;
	}
}

/** The watch over one webhook, from publishing to unpublishing or n8n's end. */
class Watch {
	private readonly startedAt = Date.now();
	private readonly spread: Buffer;
	private readonly silence = new Silence();
	private closed = false;
	private busy = false;

	/** When Zoko last had the webhook as it should be; milliseconds. */
	private healthyAt?: number;
	private last?: string;
	private unanswered = 0;

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly form: PublishedForm | undefined,
	) {
		const { id } = context.getWorkflow();
		this.spread = createHash('sha256').update(`${id}/${context.getNode().id}`).digest();
	}

	/** Once a minute; the second differs, so that many workflows do not ask at once. */
	get expression(): CronExpression {
		return `${this.spread.readUInt16BE(0) % 60} * * * * *`;
	}

	close(): void {
		this.closed = true;
	}

	/** Ends waits whose time is up, and looks after the webhook. */
	async tick(): Promise<void> {
		await Promise.all([this.endOverdue(), this.checkWhenDue()]);
	}

	private async endOverdue(): Promise<void> {
		try {
			await endOverdue(this.context);
		} catch (error) {
			this.warn(wordsOf(error));
		}
	}

	/** Checks when it is time; one check at a time. */
	private async checkWhenDue(): Promise<void> {
		if (this.closed || this.busy || !this.isDue(Date.now())) return;
		this.busy = true;
		try {
			const outcome = await check(this.context, () => this.closed, this.suspect);
			if (!outcome || this.closed) return;
			const started = outcome.state === 'repaired' ? await this.catchUp() : 0;
			if (!this.closed) this.tell(outcome, started);
		} catch (error) {
			this.warn(wordsOf(error));
		} finally {
			this.busy = false;
		}
	}

	/** Only news about messages can be missing. */
	private readonly suspect: Suspicion = (account) => {
		const { secretDigest } = this.context.getWorkflowStaticData('node') as Registration;
		if (!this.form?.events.some(isDeliveryUpdate) || secretDigest === undefined) return undefined;
		return this.silence.next(recentOwnMessages(account), secretDigest);
	};

	warn(message: string): void {
		this.context.logger.warn(this.named(message));
	}

	/**
	 * The first check is in the second minute, because n8n registers the webhook while it starts the
	 * watch. It is repeated each minute until Zoko has answered, and every ten minutes after that.
	 */
	private isDue(now: number): boolean {
		if (now - this.startedAt < MINUTE) return false;
		const waits = this.last === undefined || this.unanswered > 0;
		return waits || Math.floor(now / MINUTE) % INTERVAL === this.spread.readUInt16BE(2) % INTERVAL;
	}

	/** Reports what a check has found: once for as long as it stays the same. */
	private tell(outcome: Finding, started: number): void {
		if (outcome.state === 'unreachable') {
			this.unanswered++;
			if (this.unanswered === MANY) {
				this.warn(`${outcome.error.message}. It is not known whether Zoko has the webhook.`);
			}
			return;
		}
		this.unanswered = 0;
		if (outcome.state === 'updated') {
			this.warn('nothing is heard about messages that were sent. The webhook was set again.');
			return;
		}
		const before = this.last;
		this.last = nameOf(outcome);
		if (outcome.state === 'healthy') {
			if (before !== undefined && before !== this.last) this.info('Zoko has the webhook.');
			this.healthyAt = Date.now();
			return;
		}
		const error = this.errorOf(outcome, started);
		if (outcome.state === 'repaired' || before !== this.last) {
			this.warn(`${error.message}. ${error.description ?? ''}`);
		}
		if (before !== this.last) this.report(error);
		if (outcome.state === 'repaired') this.healthyAt = Date.now();
	}

	/**
	 * Catches up on what Zoko can still tell. It answered a moment ago; if it does not now, that is
	 * no reason to wait.
	 */
	private async catchUp(): Promise<number> {
		const { secretDigest } = this.context.getWorkflowStaticData('node') as Registration;
		if (!this.form || secretDigest === undefined) return 0;
		try {
			const isClosed = () => this.closed;
			return await catchUp(this.context, this.form, secretDigest, this.startedAt, isClosed);
		} catch (error) {
			this.warn(`${wordsOf(error)}. Deliveries from before could not be caught up on.`);
			return 0;
		}
	}

	private errorOf(outcome: Extract<Finding, { state: 'repaired' | 'blocked' }>, started: number) {
		const node = this.context.getNode();
		if (outcome.state === 'blocked') return toNodeError(node, outcome.error);
		const { message, cause } = REPAIRED[outcome.fault];
		const description = [this.lost(), started > 0 ? caughtUp(started) : '', cause]
			.filter(Boolean)
			.join(' ');
		return new NodeOperationError(node, message, { description });
	}

	private lost(): string {
		const look = 'Zoko does not repeat them: look there for messages that came in meanwhile.';
		if (this.healthyAt === undefined) return `Earlier events may not have started it. ${look}`;
		const timeZone = this.context.getTimezone();
		const format = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const;
		const since = new Date(this.healthyAt).toLocaleString('en-GB', format);
		return `Events since ${since} (${timeZone}) may not have started it. ${look}`;
	}

	/** Makes a failed execution, which the owner sees; n8n's error workflow runs as well. */
	private report(error: ReturnType<typeof toNodeError>): void {
		const { saveFailedExecution } = this.context as Partial<ITriggerFunctions>;
		const reports = this.form?.options.reportRepairs !== false;
		if (reports && typeof saveFailedExecution === 'function') saveFailedExecution(error);
	}

	private info(message: string): void {
		this.context.logger.info(this.named(message));
	}

	private named(message: string): string {
		return `Zoko Trigger of workflow ${this.context.getWorkflow().id}: ${message}`;
	}
}

/** What was wrong and has been repaired, and its possible cause. */
const REPAIRED = {
	missing: {
		message:
			'Zoko had no webhook for this workflow any more. It has been registered again, and the workflow goes on',
		cause:
			'Zoko disables a webhook after six failures in a row, for example while n8n is down or cannot be reached.',
	},
	secret: {
		message:
			"The webhook at Zoko had another secret than this workflow, as after restoring n8n's database. It has been registered again, and the workflow goes on",
		cause: 'Until then every event was refused with 401.',
	},
	events: {
		message:
			'The webhook at Zoko was for other events than this workflow. It has been changed back, and the workflow goes on',
		cause: "Somebody, or another system, has changed it with the account's API key.",
	},
	silent: {
		message:
			'Zoko has told this workflow nothing about several messages that n8n has sent. The webhook has been replaced, and the workflow goes on',
		cause: 'If this happens again, check whether Zoko can reach n8n.',
	},
} as const;

function caughtUp(runs: number): string {
	return `Deliveries of messages that n8n has sent were caught up on, in ${runs === 1 ? 'one run' : `${runs} runs`}.`;
}

function nameOf(outcome: Exclude<Finding, { state: 'updated' | 'unreachable' }>): string {
	switch (outcome.state) {
		case 'healthy':
			return 'healthy';
		case 'repaired':
			return `repaired ${outcome.fault}`;
		case 'blocked':
			return `blocked ${wordsOf(outcome.error)}`;
	}
}

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
