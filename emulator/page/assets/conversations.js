import { Avatar } from './avatar.js';
import { html } from './html.js';
import { Ticks } from './icons.js';
import { Legend } from './legend.js';
import { markup } from './markup.js';
import { whenOf } from './time.js';

const LEGEND = [
	['window-dot open', '24-hour window open'],
	['window-dot', 'closed'],
];

/** The customers' phones, the latest conversation first. `onOpen`: one was chosen, perhaps once more. */
export function Conversations({ state, now, onOpen }) {
	return html`<nav class="conversations" aria-label="Phones">
		<h2 class="panel-title">Phones <span class="count">${state.conversations.length}</span></h2>
		<${Legend} entries=${LEGEND} />
		<ul class="scroll">
			${state.conversations.map(
				(conversation) =>
					html`<li key=${conversation.phone}>
						<${Conversation}
							...${conversation}
							now=${now}
							selected=${conversation.phone === state.phone}
							onOpen=${onOpen}
						/>
					</li>`,
			)}
			${state.loaded &&
			state.conversations.length === 0 &&
			html`<li class="empty">Send a message and the customer's phone appears here.</li>`}
		</ul>
	</nav>`;
}

const KINDS = { group: 'group', bsuid: 'no number' };

function Conversation({ phone, kind, name, note, last, window, selected, now, onOpen }) {
	return html`<a
		class="conversation"
		href=${`#${phone}`}
		data-testid="phone-list-item"
		data-phone=${phone}
		aria-current=${selected ? 'true' : undefined}
		onClick=${onOpen}
	>
		<span class="avatar-box">
			<${Avatar} name=${name} phone=${phone} />
			<span
				class=${window.open ? 'window-dot open' : 'window-dot'}
				role="img"
				aria-label=${window.open ? '24-hour window open' : '24-hour window closed'}
				title=${window.open ? '24-hour window open' : '24-hour window closed'}
			></span>
		</span>
		<span class="conversation-text">
			<span class="conversation-top">
				<strong dir="auto">${name}</strong>
				${kind in KINDS && html`<span class="chip">${KINDS[kind]}</span>`}
				${last && html`<time>${whenOf(last.at, now)}</time>`}
			</span>
			<span class="conversation-last">
				${last?.direction === 'FROM_STORE' && html`<${Ticks} status=${last.status} />`}
				<span dir="auto" data-testid="phone-list-words"
					>${last ? markup(last.text, { links: false }) : (note ?? 'No messages yet')}</span
				>
			</span>
			${note && last && html`<span class="conversation-note">${note}</span>`}
		</span>
	</a>`;
}
