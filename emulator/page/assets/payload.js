import { html } from './html.js';

/** Characters of a payload that fit on the face of a phone. */
const FACE = 40;

/** What a program has put behind a payload for itself: a mark and a long word that nobody reads. */
const TAIL = /~\S{40,}$/;

/** The part of a payload that a reader can use; `…` stands for what is left out. */
export function payloadFace(payload) {
	const readable = payload.replace(TAIL, '');
	const face = [...readable].slice(0, FACE).join('');
	return face === payload ? payload : `${face}…`;
}

/** The payload that came back with a tap; a long one can be opened. */
export function Payload({ payload }) {
	const face = payloadFace(payload);
	if (face === payload) return html`<code title="Payload that comes back">${payload}</code>`;
	return html`<details class="payload" data-testid="payload">
		<summary title="Payload that comes back; open it to see all of it">
			<code>${face}</code>
		</summary>
		<code data-testid="payload-whole">${payload}</code>
	</details>`;
}

/** What a tap on each button or row of a message brings back, for who wants to know. */
export function Payloads({ message }) {
	const choices = [
		...(message.buttons ?? []).filter(({ kind }) => kind === 'reply'),
		...(message.list?.sections.flatMap(({ rows }) => rows) ?? []),
	];
	if (choices.length === 0) return undefined;
	return html`<details class="origin payloads" data-testid="payloads">
		<summary>${choices.length === 1 ? 'Payload' : 'Payloads'}</summary>
		<dl>
			${choices.map(
				({ title, payload }) =>
					html`<dt dir="auto">${title}</dt>
						<dd><code>${payload}</code></dd>`,
			)}
		</dl>
	</details>`;
}
