import type { Clock } from '../clock';
import type { Feed } from '../control/feed';
import { poorerCopy, type WebhookEvent } from '../delivery/events';
import type { Settings } from '../options';
import type { Store } from '../store/store';
import type { StoredWebhook } from '../store/types';
import { postEvent, type Attempt } from './post';
import { Slots } from './slots';

export interface WebhookDelivery {
	id: number;
	webhookId: string;
	url: string;
	event: string;
	/** Id of the message that the event is about, when it has one. */
	messageId?: string;
	deliveryStatus?: string;
	payload: WebhookEvent;
	/** `pending` while attempts remain; `dropped` when the webhook went away in between. */
	state: 'pending' | 'delivered' | 'failed' | 'dropped';
	attempts: Attempt[];
}

/** Deliveries that are kept for the control API and the page; older ones are forgotten. */
const LOG_SIZE = 5000;
const LOG_SLACK = 500;

/** Posts events to the registered webhooks: retries with growing pauses, disables what keeps failing. */
export class WebhookDispatcher {
	readonly log: WebhookDelivery[] = [];
	private nextId = 1;
	private held: WebhookEvent[] | undefined;
	private readonly slots = new Slots();
	private readonly underWay = new Set<Promise<void>>();

	constructor(
		private readonly clock: Clock,
		private readonly store: Store,
		private readonly settings: Settings,
		private readonly feed: Feed,
	) {}

	/** Whether any active webhook listens to an event, so that nobody builds payloads for none. */
	wants(eventName: string): boolean {
		for (const webhook of this.store.webhooks.values()) {
			if (webhook.active && webhook.events.includes(eventName)) return true;
		}
		return false;
	}

	/**
	 * Sends an event to the active webhooks that listen to it; with `richerCopyMs` twice, a poorer copy
	 * at once and the whole one that much later. Resolves when the first attempts have been answered.
	 */
	async publish(event: WebhookEvent, richerCopyMs = this.settings.webhooks.richerCopyMs) {
		const first = richerCopyMs === null ? undefined : poorerCopy(event);
		if (first !== undefined) {
			this.clock.schedule(richerCopyMs ?? 0, async () => await this.post(event));
		}
		await this.post(first ?? event);
	}

	/**
	 * Sends an event as it stands to the active webhooks that listen to it, or to every active one.
	 * Resolves when the first attempts have been answered; later attempts wait on the clock.
	 */
	async post(event: WebhookEvent, everywhere = false): Promise<void> {
		if (this.held !== undefined) {
			this.held.push(event);
			return;
		}
		const receivers = [...this.store.webhooks.values()].filter(
			(webhook) => webhook.active && (everywhere || webhook.events.includes(event.event)),
		);
		const copies = Math.max(1, this.settings.webhooks.copies);
		await Promise.all(
			receivers.flatMap((webhook) =>
				Array.from({ length: copies }, async () => await this.begin(webhook, event)),
			),
		);
	}

	/** Keeps events back from now on, so that they can be released in another order. */
	hold() {
		this.held ??= [];
	}

	/**
	 * Lets the held events go: in their order, reversed, or as a list of positions in which one may
	 * occur several times or not at all. Each is answered before the next one goes.
	 */
	async release(order: 'same' | 'reverse' | number[]): Promise<number> {
		const events = this.held ?? [];
		this.held = undefined;
		if (order === 'reverse') events.reverse();
		const chosen = Array.isArray(order) ? order.flatMap((at) => events[at] ?? []) : events;
		for (const event of chosen) await this.post(event);
		return chosen.length;
	}

	/** Sends a logged event once more, to the same webhook. */
	async repeat(delivery: WebhookDelivery): Promise<boolean> {
		const webhook = this.store.webhooks.get(delivery.webhookId);
		if (webhook?.active !== true) return false;
		await this.begin(webhook, delivery.payload);
		return true;
	}

	/** Waits until no webhook request is under way; attempts that wait on the clock do not count. */
	async settled(): Promise<void> {
		while (this.underWay.size > 0) await Promise.all(this.underWay);
	}

	reset() {
		this.log.length = 0;
		this.nextId = 1;
		this.held = undefined;
	}

	private async begin(webhook: StoredWebhook, event: WebhookEvent): Promise<void> {
		const delivery: WebhookDelivery = {
			id: this.nextId++,
			webhookId: webhook.id,
			url: webhook.url,
			event: event.event,
			...(typeof event.id === 'string' && { messageId: event.id }),
			...(typeof event.deliveryStatus === 'string' && { deliveryStatus: event.deliveryStatus }),
			payload: event,
			state: 'pending',
			attempts: [],
		};
		this.log.push(delivery);
		if (this.log.length > LOG_SIZE + LOG_SLACK) this.log.splice(0, LOG_SLACK);
		await this.attempt(delivery);
	}

	private async attempt(delivery: WebhookDelivery): Promise<void> {
		const attempt = this.slots.run(this.settings.webhooks.concurrency, async () => {
			const webhook = this.store.webhooks.get(delivery.webhookId);
			if (webhook?.active !== true) {
				delivery.state = 'dropped';
				this.feed.deliveryChanged(delivery.id);
				return;
			}
			const { timeoutMs, keepQuery } = this.settings.webhooks;
			const number = delivery.attempts.length + 1;
			const at = this.clock.now();
			const answer = await postEvent(webhook.url, delivery.payload, timeoutMs, keepQuery);
			delivery.attempts.push({ number, at, ...answer });
			this.judge(delivery, webhook);
			this.feed.deliveryChanged(delivery.id);
		});
		this.underWay.add(attempt);
		try {
			await attempt;
		} finally {
			this.underWay.delete(attempt);
		}
	}

	private judge(delivery: WebhookDelivery, webhook: StoredWebhook) {
		const { attempts, backoffMs, disableAfter } = this.settings.webhooks;
		if (delivery.attempts.at(-1)?.httpStatus === 200) {
			delivery.state = 'delivered';
			webhook.failuresInARow = 0;
			return;
		}
		webhook.failuresInARow++;
		if (webhook.failuresInARow >= disableAfter) webhook.active = false;
		const made = delivery.attempts.length;
		if (made >= attempts) {
			delivery.state = 'failed';
			return;
		}
		const pause = backoffMs[made - 1] ?? backoffMs.at(-1) ?? 0;
		this.clock.schedule(pause, async () => await this.attempt(delivery));
	}
}
