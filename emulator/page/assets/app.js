import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { Conversations } from './conversations.js';
import { Deliveries } from './deliveries.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { Phone } from './phone.js';
import { useEmulator } from './state.js';

/** How often times and the window indicators are drawn anew. */
const REDRAW_MS = 15_000;

function App() {
	const state = useEmulator();
	const [, redraw] = useState(0);
	const [showHooks, setShowHooks] = useState(false);
	const composer = useRef();
	useEffect(() => {
		const timer = setInterval(() => redraw((count) => count + 1), REDRAW_MS);
		return () => clearInterval(timer);
	}, []);
	const now = Date.now() + state.skew;
	const known = state.conversations.find(({ phone }) => phone === state.phone);
	const view = showHooks ? 'hooks' : state.phone === undefined ? 'list' : 'phone';
	return html`<div class="app" data-view=${view} data-testid="app" data-live=${String(state.live)}>
		<${TopBar} state=${state} showHooks=${showHooks} onToggle=${() => setShowHooks(!showHooks)} />
		<main>
			<${Conversations} state=${state} now=${now} onOpen=${() => composer.current?.focus()} />
			<div class="stage">
				${known
					? html`<${Phone}
							key=${known.phone}
							conversation=${known}
							agents=${state.agents}
							messages=${state.messages}
							now=${now}
							composer=${composer}
						/>`
					: html`<${NoPhone} />`}
			</div>
			<${Deliveries} state=${state} />
		</main>
	</div>`;
}

const NoPhone = () =>
	html`<div class="no-phone">
		<${Icon} name="phone" size=${44} />
		<p>Choose a phone to see what the customer sees.</p>
	</div>`;

function TopBar({ state, showHooks, onToggle }) {
	const [copied, setCopied] = useState(false);
	const address = `${window.location.origin}/v2`;
	const copy = async () => {
		await navigator.clipboard?.writeText(address);
		setCopied(true);
		setTimeout(() => setCopied(false), 1500);
	};
	return html`<header class="top-bar">
		<img src="icon.svg" alt="" width="28" height="28" />
		<h1>Zoko emulator</h1>
		<button class="address" onClick=${copy} title="Copy the Base URL for the credential">
			<span>Base URL</span><code>${address}</code>
			<${Icon} name="copy" size=${14} />
			<em aria-live="polite">${copied && 'Copied'}</em>
		</button>
		<span class="spacer"></span>
		<span class="accepted"><b data-testid="accepted-count">${state.accepted}</b> accepted</span>
		<span class=${state.live ? 'live on' : 'live'} role="status"
			>${state.live ? 'Live' : 'Not connected'}</span
		>
		<button class="hooks-toggle" aria-pressed=${String(showHooks)} onClick=${onToggle}>
			<${Icon} name=${showHooks ? 'close' : 'hook'} size=${16} /> Webhooks
		</button>
	</header>`;
}

render(html`<${App} />`, document.getElementById('app'));
