import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { MEMBER, tap, write } from './api.js';
import { Avatar } from './avatar.js';
import { Bubble } from './bubble.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { ListSheet } from './listSheet.js';
import { dayOf, spanOf, timeOf } from './time.js';
import { ZokoBar } from './zokoBar.js';

/** Distance from the end, in pixels, within which new messages keep the chat at its end. */
const NEAR_END = 120;

/**
 * Whether a focused box would bring up a keyboard on the screen, over the chat that somebody came to
 * read.
 */
const hasTouchKeyboard = () => window.matchMedia('(pointer: coarse)').matches;

/** Back to the entry of the open phone in the list; where the list is hidden, nothing happens. */
const focusList = () => document.querySelector('.conversation[aria-current]')?.focus();

/**
 * One customer's phone: the chat with the shop and a box to answer in, which has the focus when the
 * phone is opened. Escape leads back to the list.
 */
export function Phone({ conversation, agents, messages, now, composer }) {
	const [list, setList] = useState();
	const [problem, setProblem] = useState();
	useEffect(() => {
		if (!hasTouchKeyboard()) composer.current.focus({ preventScroll: true });
	}, []);
	const onKeyDown = (event) => {
		if (event.key === 'Escape' && list === undefined) focusList();
	};
	const attempt = (promise) =>
		promise.then(
			() => setProblem(undefined),
			(error) => setProblem(error.message),
		);
	const choose = (message, choice) => {
		setList(undefined);
		void attempt(tap(message.id, choice));
	};
	return html`<section
		class="device"
		data-testid="phone"
		data-phone=${conversation.phone}
		aria-label=${`Phone of ${conversation.name}`}
		onKeyDown=${onKeyDown}
	>
		<div class="status-bar" aria-hidden="true"><span>${timeOf(now)}</span><i></i></div>
		<header class="chat-header">
			<a class="icon-button back" href="#" aria-label="All phones"><${Icon} name="back" /></a>
			<${Avatar} name=${conversation.name} phone=${conversation.phone} size=${40} />
			<div class="chat-who">
				<strong dir="auto">${conversation.name}</strong>
				<span data-testid="phone-number">${conversation.number}</span>
			</div>
			<${WindowIndicator} window=${conversation.window} now=${now} />
		</header>
		<${ZokoBar} conversation=${conversation} agents=${agents} attempt=${attempt} />
		<${Chat}
			messages=${messages}
			now=${now}
			note=${conversation.note}
			onTap=${choose}
			onOpenList=${setList}
		/>
		${problem && html`<div class="problem" role="alert">${problem}</div>`}
		<${AnswerBox}
			name=${conversation.kind === 'group' ? MEMBER.name : conversation.name}
			box=${composer}
			onSend=${(text) => attempt(write(conversation, text))}
		/>
		${list &&
		html`<${ListSheet} message=${list} onChoose=${choose} onClose=${() => setList(undefined)} />`}
	</section>`;
}

function WindowIndicator({ window, now }) {
	const left = window.open ? `${spanOf(window.closesAt - now)} left` : 'templates only';
	return html`<span
		class=${window.open ? 'window open' : 'window'}
		data-testid="window-indicator"
		data-open=${String(window.open)}
		title="Free-form messages pass within 24 hours of the customer's last message"
	>
		<b>${window.open ? 'Window open' : 'Window closed'}</b>
		<small>${left}</small>
	</span>`;
}

function Chat({ messages, now, note, onTap, onOpenList }) {
	const box = useRef();
	const content = useRef();
	const atEnd = useRef(true);
	const size = useRef('');
	const sizeOf = ({ clientWidth, clientHeight }) => `${clientWidth} ${clientHeight}`;
	const toEnd = () => {
		const { current } = box;
		size.current = sizeOf(current);
		if (atEnd.current) current.scrollTop = current.scrollHeight;
	};
	useLayoutEffect(toEnd, [messages]);
	// Images get their height after they are drawn, and the window may change its size.
	useEffect(() => {
		const sizes = new ResizeObserver(toEnd);
		sizes.observe(box.current);
		sizes.observe(content.current);
		return () => sizes.disconnect();
	}, []);
	const onScroll = ({ currentTarget }) => {
		// A change of size scrolls too, and says nothing about where the reader wants to be.
		if (sizeOf(currentTarget) !== size.current) return;
		const { scrollHeight, scrollTop, clientHeight } = currentTarget;
		atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
	};
	let day;
	const entries = messages.flatMap((message) => {
		const today = dayOf(message.at, now);
		const bubble = html`<${Bubble}
			key=${message.id}
			message=${message}
			onTap=${onTap}
			onOpenList=${onOpenList}
		/>`;
		if (today === day) return [bubble];
		day = today;
		return [html`<p class="day" key=${`day ${today}`}>${today}</p>`, bubble];
	});
	return html`<div
		class="chat"
		ref=${box}
		onScroll=${onScroll}
		tabindex="0"
		role="log"
		aria-label="Messages"
		data-testid="chat"
	>
		<div class="chat-content" ref=${content}>
			${note && html`<p class="day note">${note}</p>`} ${entries}
			${messages.length === 0 && html`<p class="day">No messages yet</p>`}
		</div>
	</div>`;
}

function AnswerBox({ name, box, onSend }) {
	const [text, setText] = useState('');
	const send = (event) => {
		event.preventDefault();
		if (text.trim() === '') return;
		onSend(text);
		setText('');
	};
	return html`<form class="answer-form" onSubmit=${send}>
		<input
			ref=${box}
			data-testid="answer-box"
			value=${text}
			onInput=${({ currentTarget }) => setText(currentTarget.value)}
			placeholder=${`Write as ${name.replace(/\s*\(.*\)/, '')}`}
			aria-label=${`Write to the shop as ${name}`}
			autocomplete="off"
			dir="auto"
		/>
		<button data-testid="answer-send" aria-label="Send" disabled=${text.trim() === ''}>
			<${Icon} name="send" size=${20} />
		</button>
	</form>`;
}
