import { useEffect, useState } from 'preact/hooks';

import { readDelivery, tickChats } from './api.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { Legend } from './legend.js';
import { timeOf } from './time.js';

const NAMES = {
	'message:user:in': 'Incoming message',
	'message:store:out': 'Outgoing message',
	'message:delivery:update': 'Delivery update',
	'zoko:chat:assigned': 'Chat assigned',
	'zoko:chat:closed': 'Chat closed',
};

const STATES = {
	pending: 'waiting to retry',
	delivered: 'taken',
	failed: 'given up',
	dropped: 'dropped',
};

const TONES = { pending: 'warn', delivered: 'good', failed: 'bad', dropped: 'bad' };

const LEGEND = [
	['state-dot good', 'taken'],
	['state-dot warn', 'waiting to retry'],
	['state-dot bad', 'given up or dropped'],
];

/** The registered webhooks and what was posted to them lately. */
export function Deliveries({ state }) {
	const { webhooks, deliveries } = state;
	return html`<aside class="deliveries" aria-label="Webhooks">
		<h2 class="panel-title">Webhooks <span class="count">${webhooks.length}</span></h2>
		<div class="scroll">
			${webhooks.map(
				({ id, url, events, active, failuresInARow }) =>
					html`<div class="webhook" key=${id} data-testid="webhook">
						<span class=${active ? 'state-dot good' : 'state-dot bad'}></span>
						<span class="webhook-url" title=${url}>${url}</span>
						${!active && html`<span class="chip bad">disabled</span>`}
						${active &&
						failuresInARow > 0 &&
						html`<span class="chip warn">${failuresInARow} failed in a row</span>`}
						${!events.includes('zoko:chat:closed') &&
						html`<button
							class="webhook-tick"
							data-testid="webhook-tick-chats"
							title="Send it chats assigned and closed, as ticking them in Zoko's dashboard does"
							onClick=${() => void tickChats(id)}
						>
							+ chats
						</button>`}
					</div>`,
			)}
			${state.loaded && webhooks.length === 0 && html`<${NoWebhook} />`}
			${deliveries.length > 0 && html`<${Legend} entries=${LEGEND} />`}
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

function Delivery(delivery) {
	const { id, event, customer, deliveryStatus, host, state, attempts, answer, tookMs, at } =
		delivery;
	const [open, setOpen] = useState(false);
	const tone = TONES[state];
	return html`<div
		class="delivery"
		data-testid="delivery-row"
		data-state=${state}
		data-event=${event}
	>
		<button
			class="delivery-face"
			data-testid="delivery-open"
			aria-expanded=${String(open)}
			onClick=${() => setOpen(!open)}
		>
			<span class=${`state-dot ${tone}`} role="img" aria-label=${STATES[state]}></span>
			<span class="delivery-main">
				<span class="delivery-top">
					<strong title=${event}>${NAMES[event] ?? event}</strong>
					${event === 'message:delivery:update' &&
					html`<span class=${`chip status-${deliveryStatus}`}>${deliveryStatus}</span>`}
					${at !== undefined && html`<time>${timeOf(at)}</time>`}
				</span>
				${customer && html`<span class="delivery-customer" dir="auto">${customer}</span>`}
				<span class="delivery-detail">
					<span class="host">${host}</span>
					<span>attempt ${attempts}</span>
					<span class=${`answer ${tone}`}>${answer ?? '…'}</span>
					${tookMs !== undefined && html`<span>${tookMs} ms</span>`}
				</span>
			</span>
		</button>
		${open && html`<${DeliveryDetails} id=${id} version=${`${state} ${attempts}`} />`}
	</div>`;
}

/** What was posted, and what came of each attempt; read anew when `version` changes. */
function DeliveryDetails({ id, version }) {
	const [details, setDetails] = useState();
	const [problem, setProblem] = useState();
	useEffect(() => {
		readDelivery(id).then(setDetails, (error) => setProblem(error.message));
	}, [id, version]);
	if (problem) return html`<p class="delivery-opened" role="alert">${problem}</p>`;
	if (details === undefined) return html`<p class="delivery-opened">Loading…</p>`;
	const { url, payload, attempts } = details;
	return html`<div class="delivery-opened" data-testid="delivery-details">
		<p class="delivery-url">${`POST ${url}`}</p>
		<pre tabindex="0" aria-label="Body" data-testid="delivery-body">
${JSON.stringify(payload, null, 2)}</pre
		>
		<ol aria-label="Attempts">
			${attempts.map(
				({ number, at, httpStatus, answer, error, tookMs }) =>
					html`<li data-testid="delivery-attempt">
						<span>${`Attempt ${number}, ${timeOf(at)}: `}</span>
						<strong>${httpStatus ?? error}</strong>
						<span>${` after ${tookMs} ms`}</span>
						${answer && html`<code>${answer}</code>`}
					</li>`,
			)}
		</ol>
	</div>`;
}
