import type { Clock } from '../clock';
import { testNumber } from '../faults/testNumbers';
import type { Feed } from '../control/feed';
import { whatsappRefusal } from '../message/whatsappRules';
import type { Settings } from '../options';
import type { Store } from '../store/store';
import type { DeliveryStatus, StoredMessage } from '../store/types';
import type { WebhookDispatcher } from '../webhooks/dispatcher';
import { deliveryEvent, messageEvent, microsTimestamp } from './events';

type Step = 'sent' | 'delivered' | 'seen';

const WINDOW_CLOSED = '131047: Re-engagement message';

/** How long after the poorer first copy of its event a test number's message gets the whole one. */
const RICHER_COPY_MS = 300;

const STEPS: readonly Step[] = ['sent', 'delivered', 'seen'];

/** Takes accepted messages to the customer's phone, one step after the other, and reports each. */
export class Delivery {
	/** Told of every message of the shop that reaches its phone. */
	onArrival: (message: StoredMessage) => void = () => undefined;
	private micros = 0;

	constructor(
		private readonly clock: Clock,
		private readonly store: Store,
		private readonly settings: Settings,
		private readonly webhooks: WebhookDispatcher,
		private readonly feed: Feed,
	) {}

	/** Starts the way of a message that has just been accepted. */
	start(message: StoredMessage) {
		if (!this.settings.deliveries) {
			this.feed.messageChanged(message);
			return;
		}
		void this.report(message, 'accepted');
		const rule = testNumber(message.channelId);
		const failure =
			rule?.failure ??
			(message.outsideWindow
				? WINDOW_CLOSED
				: whatsappRefusal(message.body!, this.store.findTemplate));
		if (failure !== undefined) {
			this.after(this.settings.delays.sent ?? 0, message, () => this.fail(message, failure));
			return;
		}
		const last = rule?.stopsAt === undefined ? STEPS.length : STEPS.indexOf(rule.stopsAt) + 1;
		this.plan(message, 0, last);
	}

	/** Marks a message as failed and reports it. The reason stays out of the webhook. */
	async fail(message: StoredMessage, reason: string): Promise<void> {
		message.reason = reason;
		await this.report(message, 'failed');
	}

	/** Enters a delivery status and reports it; `sent` brings the event of the message itself too. */
	async report(message: StoredMessage, status: DeliveryStatus): Promise<void> {
		const timestamp = microsTimestamp(this.clock.now(), (this.micros += 7));
		message.status = status;
		message.history.push({
			deliveryChannel: 'whatsapp',
			happendAt: timestamp,
			state: status,
			details: { message: (status === 'failed' && message.reason) || status },
		});
		this.feed.messageChanged(message);
		if (status === 'delivered') this.onArrival(message);
		const posts: Array<Promise<void>> = [];
		if (status === 'sent') posts.push(this.announce(message));
		if (this.webhooks.wants('message:delivery:update')) {
			posts.push(
				this.webhooks.publish(
					deliveryEvent(message, status, timestamp, this.settings.senderIdWithoutPhone),
				),
			);
		}
		await Promise.all(posts);
	}

	/** Posts the event of a message itself, `message:user:in` or `message:store:out`. */
	async announce(message: StoredMessage): Promise<void> {
		const name = message.direction === 'FROM_CUSTOMER' ? 'message:user:in' : 'message:store:out';
		if (!this.webhooks.wants(name)) return;
		const customer = this.store.customerFor(message.channelId);
		const { templateId, templateLanguage } = message.body ?? {};
		const template =
			templateId === undefined
				? undefined
				: this.store.findTemplate(templateId, templateLanguage ?? 'en');
		const { senderIdWithoutPhone, webhooks } = this.settings;
		const event = messageEvent(message, customer, senderIdWithoutPhone, template);
		const twice = testNumber(message.channelId)?.poorFirstCopy === true;
		await this.webhooks.publish(event, webhooks.richerCopyMs ?? (twice ? RICHER_COPY_MS : null));
	}

	private plan(message: StoredMessage, index: number, last: number) {
		const step = STEPS[index];
		if (step === undefined || index >= last) return;
		const delay = this.settings.delays[step];
		if (delay === null) return;
		this.after(delay, message, async () => {
			const reported = this.report(message, step);
			this.plan(message, index + 1, last);
			await reported;
		});
	}

	private after(delayMs: number, message: StoredMessage, run: () => Promise<void>) {
		const expected = message.status;
		this.clock.schedule(delayMs, async () => {
			if (message.status === expected) await run();
		});
	}
}
