import { useCallback, useEffect, useReducer, useRef } from 'preact/hooks';

import { readMessages, readPhones } from './api.js';

/** What the page keeps at most. */
const MESSAGES = 200;
const DELIVERIES = 60;

/** At the soonest, everything is read again after this time: a flood of changes asks for it often. */
const RELOAD_MS = 500;

const EMPTY = {
	loaded: false,
	live: false,
	skew: 0,
	accepted: 0,
	conversations: [],
	deliveries: [],
	webhooks: [],
	agents: [],
	phone: undefined,
	messages: [],
};

/** `known` with `changed` put in by id; new ones at the end. */
function merged(known, changed, key) {
	const byKey = new Map(changed.map((entry) => [entry[key], entry]));
	const kept = known.map((entry) => {
		const replacement = byKey.get(entry[key]);
		byKey.delete(entry[key]);
		return replacement ?? entry;
	});
	return [...kept, ...byKey.values()];
}

const newestFirst = (a, b) => b.lastActivityAt - a.lastActivityAt;

function reduce(state, action) {
	switch (action.type) {
		case 'phones':
			return { ...state, ...action.phones, skew: action.phones.now - Date.now(), loaded: true };
		case 'messages':
			return action.phone === state.phone ? { ...state, messages: action.messages } : state;
		case 'select':
			return { ...state, phone: action.phone, messages: [] };
		case 'live':
			return { ...state, live: action.live };
		case 'batch': {
			const { batch } = action;
			const mine = batch.messages.filter(({ phone }) => phone === state.phone);
			return {
				...state,
				skew: batch.now - Date.now(),
				accepted: batch.accepted,
				webhooks: batch.webhooks,
				conversations: merged(state.conversations, batch.conversations, 'phone').sort(newestFirst),
				deliveries: merged(state.deliveries, batch.deliveries, 'id')
					.sort((a, b) => b.id - a.id)
					.slice(0, DELIVERIES),
				messages: merged(state.messages, mine, 'id').slice(-MESSAGES),
			};
		}
	}
	return state;
}

const phoneOfAddress = () => window.location.hash.slice(1) || undefined;

/** The state of the page, kept up to date by the emulator's stream. */
export function useEmulator() {
	const [state, dispatch] = useReducer(reduce, { ...EMPTY, phone: phoneOfAddress() });
	const phone = useRef(state.phone);
	phone.current = state.phone;

	const load = useCallback(async () => {
		const wanted = phone.current;
		const [phones, messages] = await Promise.all([
			readPhones(),
			wanted === undefined ? [] : readMessages(wanted),
		]);
		dispatch({ type: 'phones', phones });
		if (wanted !== undefined) dispatch({ type: 'messages', phone: wanted, messages });
	}, []);

	useEffect(() => {
		const stream = new EventSource('/_control/stream');
		let reloading;
		const reload = () => {
			reloading ??= setTimeout(() => {
				reloading = undefined;
				load().catch(() => dispatch({ type: 'live', live: false }));
			}, RELOAD_MS);
		};
		stream.onopen = () => {
			load().then(
				() => dispatch({ type: 'live', live: true }),
				() => dispatch({ type: 'live', live: false }),
			);
		};
		stream.onerror = () => dispatch({ type: 'live', live: false });
		stream.onmessage = ({ data }) => {
			const batch = JSON.parse(data);
			if (batch.all) reload();
			else dispatch({ type: 'batch', batch });
		};
		const followAddress = () => dispatch({ type: 'select', phone: phoneOfAddress() });
		window.addEventListener('hashchange', followAddress);
		return () => {
			stream.close();
			clearTimeout(reloading);
			window.removeEventListener('hashchange', followAddress);
		};
	}, []);

	useEffect(() => {
		if (state.phone === undefined) return;
		readMessages(state.phone).then(
			(messages) => dispatch({ type: 'messages', phone: state.phone, messages }),
			() => dispatch({ type: 'live', live: false }),
		);
	}, [state.phone]);

	return state;
}
