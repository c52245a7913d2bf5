import type { DeepPartial } from './deepPartial';
import type { SenderIdWithoutPhone } from './delivery/events';
import type { TlsVersion } from './tls/versions';

/** Milliseconds from one delivery step to the next; null: the step never comes. */
export interface DeliveryDelays {
	sent: number | null;
	delivered: number | null;
	seen: number | null;
}

export interface WebhookSettings {
	/** How long a receiver may take to answer. Zoko: 5 s. */
	timeoutMs: number;
	/** Attempts per event. Zoko: 5. */
	attempts: number;
	/** Waiting time before the second, third, … attempt; the last one is repeated. Zoko's are unknown. */
	backoffMs: number[];
	/** Failed attempts in a row that disable a webhook. Zoko: 6, of what is unknown. */
	disableAfter: number;
	/** Webhook requests under way at the same time. */
	concurrency: number;
	/** How often every event is sent; 2 sends each one twice. */
	copies: number;
	/** Keeps the query string of the registered URL, which Zoko has been seen to lose. */
	keepQuery: boolean;
	/** What `POST` and `PUT /webhook` do with events beyond the three that are documented. */
	unlistedEvents: 'refuse' | 'accept';
	/**
	 * Sends every event twice that can be told poorer: at once without agent, writer and template, and
	 * whole after this many milliseconds. Null: once.
	 */
	richerCopyMs: number | null;
}

/** Everything that `PATCH /_control/settings` can change while the emulator runs. */
export interface Settings {
	/** False: accepted messages stay accepted, no delivery step is taken and no webhook posted. */
	deliveries: boolean;
	delays: DeliveryDelays;
	/** Time that every `POST /message` takes before it is answered. */
	answerDelayMs: number;
	/** Time that the test number for slow answers takes. */
	slowAnswerMs: number;
	/** Time that `GET /account/templates` takes. */
	templatesDelayMs: number;
	/** One `GET /customer` per this time; 0 switches the limit off. Zoko: 300 s. */
	customerListIntervalMs: number;
	/**
	 * How long WhatsApp takes to confirm a group, which is pending until then; null: it is there at
	 * once.
	 */
	groupPendingMs: number | null;
	/** Length of the free-messaging window. WhatsApp: 24 h. */
	windowMs: number;
	/** A free-form message to a customer who wrote too long ago: 409, or accepted and then failed. */
	closedWindow: 'refuse' | 'fail';
	/** `platformSenderId` of a customer without a phone number. */
	senderIdWithoutPhone: SenderIdWithoutPhone;
	/** The newest version that the secure server speaks with new connections. */
	tlsVersion: TlsVersion;
	/** HTTP code of a successful send: 200, 201 or 202. */
	sendHttpStatus: number;
	/** `status` in the body of a successful send: '202' (reference) or '200' (guide). */
	sendBodyStatus: string;
	webhooks: WebhookSettings;
}

const HOUR_MS = 3_600_000;

/** Fresh default settings. */
export function defaultSettings(): Settings {
	return {
		deliveries: true,
		delays: { sent: 400, delivered: 900, seen: 2500 },
		answerDelayMs: 0,
		slowAnswerMs: 8000,
		templatesDelayMs: 0,
		customerListIntervalMs: 300_000,
		groupPendingMs: null,
		windowMs: 24 * HOUR_MS,
		closedWindow: 'refuse',
		senderIdWithoutPhone: 'bsuid',
		tlsVersion: 'TLSv1.3',
		sendHttpStatus: 200,
		sendBodyStatus: '202',
		webhooks: {
			timeoutMs: 5000,
			attempts: 5,
			backoffMs: [1000, 2000, 4000, 8000],
			disableAfter: 6,
			concurrency: 32,
			copies: 1,
			keepQuery: false,
			unlistedEvents: 'refuse',
			richerCopyMs: null,
		},
	};
}

/** Changes `settings` in place; groups (delays, webhooks) are merged key by key. */
export function changeSettings(settings: Settings, changes: DeepPartial<Settings>) {
	const { delays, webhooks, ...single } = changes;
	Object.assign(settings, single);
	Object.assign(settings.delays, delays);
	Object.assign(settings.webhooks, webhooks);
}

/** What `createEmulator` takes. */
export interface EmulatorOptions {
	/** 0 or absent: any free port. */
	port?: number;
	/** Listens for HTTPS too, with a certificate of its own: on this port, 0 for any free one. */
	httpsPort?: number;
	/** Default 127.0.0.1. */
	host?: string;
	/** Further names under which the emulator may be asked for, for example `host.docker.internal`. */
	allowedHosts?: string[];
	/** The key that requests must carry; default `emulator-key`. */
	apiKey?: string;
	settings?: DeepPartial<Settings>;
	/** True: the clock stands still until it is advanced. */
	manualClock?: boolean;
	/** False: no demo customers, only the test numbers' rules. Default true. */
	seed?: boolean;
}

export const DEFAULT_API_KEY = 'emulator-key';
