import { html } from './html.js';
import { Icon } from './icons.js';
import { timeOf } from './time.js';

const NAMES = {
	'message:user:in': 'Incoming message',
	'message:store:out': 'Outgoing message',
	'message:delivery:update': 'Delivery update',
};

const STATES = {
	pending: 'waiting to retry',
	delivered: 'taken',
	failed: 'given up',
	dropped: 'dropped',
};

/** The registered webhooks and what was posted to them lately. */
export function Deliveries({ state }) {
	const { webhooks, deliveries } = state;
	return html`<aside class="deliveries" aria-label="Webhooks">
		<h2 class="panel-title">Webhooks <span class="count">${webhooks.length}</span></h2>
		<div class="scroll">
			${webhooks.map(
				({ id, url, active, failuresInARow }) =>
					html`<div class="webhook" key=${id} data-testid="webhook">
						<span class=${active ? 'state-dot good' : 'state-dot bad'}></span>
						<span class="webhook-url" title=${url}>${url}</span>
						${!active && html`<span class="chip bad">disabled</span>`}
						${active &&
						failuresInARow > 0 &&
						html`<span class="chip warn">${failuresInARow} failed in a row</span>`}
					</div>`,
			)}
			${state.loaded && webhooks.length === 0 && html`<${NoWebhook} />`}
			<ol class="delivery-list" aria-label="Recent deliveries">
				${deliveries.map(
					(delivery) => html`<li key=${delivery.id}><${Delivery} ...${delivery} /></li>`,
				)}
			</ol>
		</div>
	</aside>`;
}

const NoWebhook = () =>
	html`<p class="empty">
		<${Icon} name="hook" size=${28} />
		No webhook is registered. Activate a workflow that starts with the Zoko Trigger, and what it is
		told appears here.
	</p>`;

function Delivery({ event, deliveryStatus, host, state, attempts, answer, tookMs, at }) {
	const tone = { delivered: 'good', failed: 'bad', dropped: 'bad' }[state] ?? 'warn';
	return html`<div
		class="delivery"
		data-testid="delivery-row"
		data-state=${state}
		data-event=${event}
	>
		<span class=${`state-dot ${tone}`} title=${STATES[state]}></span>
		<div class="delivery-main">
			<div class="delivery-top">
				<strong title=${event}>${NAMES[event] ?? event}</strong>
				${event === 'message:delivery:update' &&
				html`<span class=${`chip status-${deliveryStatus}`}>${deliveryStatus}</span>`}
				${at !== undefined && html`<time>${timeOf(at)}</time>`}
			</div>
			<div class="delivery-detail">
				<span class="host">${host}</span>
				<span>attempt ${attempts}</span>
				<span class=${`answer ${tone}`}>${answer ?? '…'}</span>
				${tookMs !== undefined && html`<span>${tookMs} ms</span>`}
			</div>
		</div>
	</div>`;
}
