import { assignChat, closeChat } from './api.js';
import { html } from './html.js';

/** What the shop's people do with a chat in Zoko: who has it, and whether it is closed. */
export function ZokoBar({ conversation, agents, attempt }) {
	const { phone, assignment, chatClosed } = conversation;
	const assign = ({ currentTarget }) => void attempt(assignChat(phone, currentTarget.value));
	const closer = assignment.team ? null : assignment.id;
	return html`<div class="zoko-bar" data-testid="zoko-bar" data-assignee=${assignment.id}>
		<span class="zoko-bar-name">In Zoko</span>
		<label>
			<span>assigned to</span>
			<select data-testid="chat-assignee" value=${assignment.id ?? ''} onChange=${assign}>
				<option value="" disabled>nobody</option>
				${assignment.team &&
				html`<option value=${assignment.id} disabled>${assignment.name}</option>`}
				${agents.map(
					({ id, name, role }) => html`<option key=${id} value=${id}>${name} (${role})</option>`,
				)}
			</select>
		</label>
		${chatClosed && html`<span class="chip" data-testid="chat-closed">chat closed</span>`}
		${!chatClosed &&
		html`<button
			class="zoko-bar-button"
			data-testid="chat-close"
			title="Open again with the customer's next message"
			onClick=${() => void attempt(closeChat(phone, closer))}
		>
			Close chat
		</button>`}
	</div>`;
}
