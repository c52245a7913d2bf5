import { hearOf, recentOwnMessages, rememberSent } from '../../nodes/Zoko/trigger/recent';
import { Silence } from '../../nodes/Zoko/trigger/silence';

const MINUTE = 60_000;
let now = Date.parse('2026-11-25T06:00:00Z');
beforeEach(() => void jest.spyOn(Date, 'now').mockImplementation(() => now));
afterEach(() => jest.restoreAllMocks());

let made = 0;

/** An account whose messages are watched by one webhook. */
function watched() {
	const account = `account-${++made}`;
	const silence = new Silence();
	return {
		send(count: number) {
			now += 1;
			return Array.from({ length: count }, () => {
				const id = `message-${++made}`;
				rememberSent(account, id);
				return id;
			});
		},
		hear: (id: string | undefined) => hearOf('webhook', 'messageSent', id ?? ''),
		hearElsewhere: (id: string | undefined) => hearOf('another', 'messageSent', id ?? ''),
		/** What is to be done some minutes later. */
		after(minutes: number) {
			now += minutes * MINUTE;
			return silence.next(recentOwnMessages(account), 'webhook');
		},
	};
}

it('sets the webhook again, then replaces it, then leaves it', () => {
	const { send, after } = watched();
	send(3);
	expect(after(15)).toBeUndefined();
	expect(after(1)).toBe('update');
	expect(after(60)).toBeUndefined();
	send(3);
	expect(after(16)).toBe('replace');
	send(3);
	expect(after(16)).toBeUndefined();
});

it('begins anew once something was heard', () => {
	const { send, hear, after } = watched();
	send(3);
	expect(after(16)).toBe('update');
	hear(send(1)[0]);
	expect(after(16)).toBeUndefined();
	send(3);
	expect(after(16)).toBe('update');
});

it('suspects nothing while news comes, with few messages, or with young ones', () => {
	const few = watched();
	few.send(2);
	expect(few.after(60)).toBeUndefined();

	const lively = watched();
	lively.send(5);
	lively.hear(lively.send(1)[0]);
	expect(lively.after(60)).toBeUndefined();

	const young = watched();
	young.send(5);
	expect(young.after(1)).toBeUndefined();
});

it('does not take what another webhook brings for its own', () => {
	const { send, hearElsewhere, after } = watched();
	for (const id of send(3)) hearElsewhere(id);
	expect(after(16)).toBe('update');
});
