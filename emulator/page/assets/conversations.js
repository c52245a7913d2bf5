import { Avatar } from './avatar.js';
import { html } from './html.js';
import { Ticks } from './icons.js';
import { whenOf } from './time.js';

/** The customers' phones, the latest conversation first. */
export function Conversations({ state, now }) {
	return html`<nav class="conversations" aria-label="Phones">
		<h2 class="panel-title">Phones <span class="count">${state.conversations.length}</span></h2>
		<ul class="scroll">
			${state.conversations.map(
				(conversation) =>
					html`<li key=${conversation.phone}>
						<${Conversation}
							...${conversation}
							now=${now}
							selected=${conversation.phone === state.phone}
						/>
					</li>`,
			)}
			${state.loaded &&
			state.conversations.length === 0 &&
			html`<li class="empty">Send a message and the customer's phone appears here.</li>`}
		</ul>
	</nav>`;
}

function Conversation({ phone, name, note, last, window, selected, now }) {
	return html`<a
		class="conversation"
		href=${`#${phone}`}
		data-testid="phone-list-item"
		data-phone=${phone}
		aria-current=${selected ? 'true' : undefined}
	>
		<span class="avatar-box">
			<${Avatar} name=${name} phone=${phone} />
			<span
				class=${window.open ? 'window-dot open' : 'window-dot'}
				title=${window.open ? '24-hour window open' : '24-hour window closed'}
			></span>
		</span>
		<span class="conversation-text">
			<span class="conversation-top">
				<strong dir="auto">${name}</strong>
				${last && html`<time>${whenOf(last.at, now)}</time>`}
			</span>
			<span class="conversation-last">
				${last?.direction === 'FROM_STORE' && html`<${Ticks} status=${last.status} />`}
				<span dir="auto">${last?.text ?? note ?? 'No messages yet'}</span>
			</span>
			${note && last && html`<span class="conversation-note">${note}</span>`}
		</span>
	</a>`;
}
