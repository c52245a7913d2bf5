import { ContactCard, LocationCard } from './cards.js';
import { html } from './html.js';
import { Icon, Ticks } from './icons.js';
import { markup } from './markup.js';
import { Media } from './media.js';
import { Payload, Payloads } from './payload.js';
import { timeOf } from './time.js';

const BUTTON_ICONS = { reply: 'reply', url: 'link', code: 'copy' };

/** One message as the phone shows it, with what it offers to tap. */
export function Bubble({ message, onTap, onOpenList }) {
	const { id, type, status, direction, media, body, footer, reason, inZoko } = message;
	const fromShop = direction === 'FROM_STORE';
	const waiting = status === 'accepted' || status === 'sent';
	const bare = media?.kind === 'sticker' && body === undefined;
	return html`<article
		class=${[
			'message',
			fromShop ? 'from-shop' : 'from-customer',
			bare && 'bare',
			fromShop && waiting && 'waiting',
			status === 'failed' && 'failed',
		]
			.filter(Boolean)
			.join(' ')}
		data-testid="bubble"
		data-message-id=${id}
		data-type=${type}
		data-status=${status}
		aria-label=${fromShop ? 'Message from the shop' : 'Message from the customer'}
	>
		<div class="bubble">
			${message.author && html`<div class="author" dir="auto">${message.author}</div>`}
			${message.replyTo && html`<${Quote} ...${message.replyTo} />`}
			${media && html`<${Media} key=${media.url} ...${media} />`}
			${message.headerText && html`<div class="header-text" dir="auto">${message.headerText}</div>`}
			${message.location && html`<${LocationCard} ...${message.location} />`}
			${message.contacts?.map((contact) => html`<${ContactCard} contact=${contact} />`)}
			${message.template?.unknown && html`<${UnknownTemplate} ...${message.template} />`}
			${body !== undefined &&
			html`<div class="text" dir="auto" data-testid="bubble-text">${markup(body)}</div>`}
			<div class="meta">
				${footer && html`<span class="footer" dir="auto">${footer}</span>`}
				<span class="stamp">
					${!inZoko &&
					html`<span class="chip" title="Deleted through the API; the phone keeps it"
						>deleted in Zoko</span
					>`}
					<time>${timeOf(message.at)}</time>
					${fromShop && html`<${Ticks} status=${status} />`}
				</span>
			</div>
			${message.buttons && html`<${Buttons} message=${message} onTap=${onTap} />`}
			${message.list &&
			html`<div class="buttons">
				<button class="bubble-button" data-testid="list-open" onClick=${() => onOpenList(message)}>
					<${Icon} name="list" size=${16} /><span dir="auto">${message.list.title}</span>
				</button>
			</div>`}
		</div>
		${reason && html`<div class="reason" data-testid="failure-reason" role="note">${reason}</div>`}
		${message.writtenBy &&
		html`<div class="origin" data-testid="written-by">written by ${message.writtenBy}</div>`}
		${message.template &&
		!message.template.unknown &&
		html`<div class="origin">${message.template.id} · ${message.template.language}</div>`}
		<${Payloads} message=${message} />
	</article>`;
}

const Quote = ({ text, postback }) =>
	html`<div class="quote" data-testid="quote">
		<span dir="auto">${markup(text, { links: false })}</span>
		${postback !== undefined && html`<${Payload} payload=${postback} />`}
	</div>`;

const UnknownTemplate = ({ id, language, args }) =>
	html`<div class="unknown-template">
		<strong>${id}</strong> (${language}) is not among the templates.
		${args.length > 0 &&
		html`<ol>
			${args.map((arg) => html`<li>${arg}</li>`)}
		</ol>`}
	</div>`;

function Buttons({ message, onTap }) {
	return html`<div class="buttons">
		${message.buttons.map((button) => {
			const content = html`<${Icon} name=${BUTTON_ICONS[button.kind]} size=${15} /><span dir="auto"
					>${button.title}</span
				>`;
			const common = {
				class: 'bubble-button',
				'data-testid': 'bubble-button',
				'data-kind': button.kind,
				'data-payload': button.payload,
				title: button.payload,
			};
			if (button.kind === 'url') {
				return html`<a ...${common} href=${button.payload} target="_blank" rel="noopener noreferrer"
					>${content}</a
				>`;
			}
			const act =
				button.kind === 'code'
					? () => navigator.clipboard?.writeText(button.payload)
					: () => onTap(message, button);
			return html`<button ...${common} onClick=${act}>${content}</button>`;
		})}
	</div>`;
}
