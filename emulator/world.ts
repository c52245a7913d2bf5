import { Clock, afterRealTime } from './clock';
import { Feed } from './control/feed';
import { RequestLog } from './control/requestLog';
import { Delivery } from './delivery/delivery';
import { FaultBook } from './faults/faults';
import { changeSettings, defaultSettings, type EmulatorOptions, type Settings } from './options';
import { Store } from './store/store';
import { WebhookDispatcher } from './webhooks/dispatcher';

/** The parts of a running emulator, wired together; without any HTTP server. */
export interface World {
	readonly clock: Clock;
	readonly settings: Settings;
	readonly store: Store;
	readonly faults: FaultBook;
	readonly requests: RequestLog;
	readonly webhooks: WebhookDispatcher;
	readonly delivery: Delivery;
	readonly feed: Feed;
	/** When `GET /customer` was called last, refused calls included; undefined: never. */
	lastCustomerList: number | undefined;
	/** Back to the state after the start: data, faults, logs, waiting steps, settings. */
	reset(): void;
}

/** Makes a world from the emulator's options. */
export function createWorld(options: EmulatorOptions): World {
	const clock = new Clock(options.manualClock ?? false);
	const settings = defaultSettings();
	const store = new Store(() => clock.now());
	const feed = new Feed(afterRealTime);
	const webhooks = new WebhookDispatcher(clock, store, settings, feed);
	const world: World = {
		clock,
		settings,
		store,
		faults: new FaultBook(),
		requests: new RequestLog(),
		webhooks,
		delivery: new Delivery(clock, store, settings, webhooks, feed),
		feed,
		lastCustomerList: undefined,
		reset() {
			clock.clear();
			changeSettings(settings, defaultSettings());
			changeSettings(settings, options.settings ?? {});
			store.reset(options.seed ?? true);
			world.faults.clear();
			world.requests.clear();
			webhooks.reset();
			world.lastCustomerList = undefined;
			feed.everythingChanged();
		},
	};
	world.reset();
	return world;
}
