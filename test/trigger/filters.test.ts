import type { TriggerEvent } from '../../nodes/Zoko/trigger/events';
import { readEvent, type ZokoEvent } from '../../nodes/Zoko/trigger/read-event';
import {
	filtersByPhone,
	passes,
	readFilters,
	refuseImpossible,
} from '../../nodes/Zoko/trigger/filters';
import { refusalOf } from '../harness/form';
import { outgoing, picture, received, tapped, update } from './payloads';

const starts = (options: Record<string, unknown>, body: object, country = 'IN') =>
	passes(readFilters(options, country), readEvent(body) as ZokoEvent);

const tap = (postback: string) => ({ ...tapped, context: { postback } });
const said = (text: string) => ({ ...received, text });

describe('what passes a filter', () => {
	it('without filters everything does', () => {
		for (const body of [received, tapped, outgoing, update('failed')]) {
			expect(starts({}, body)).toBe(true);
			expect(starts({ payloadFilter: '', textFilter: ' , ', phoneFilter: '\n' }, body)).toBe(true);
		}
	});

	it.each([
		['confirm', 'confirm', true],
		['confirm', 'Confirm', false],
		['confirm', 'confirm_A1', false],
		['confirm_*', 'confirm_A1', true],
		['confirm_*', 'cancel_A1', false],
		['confirm_*, cancel_*', 'cancel_A1', true],
		['*_A1', 'cancel_A1', true],
		['*', 'anything', true],
		['a.c', 'abc', false],
		['*, ', '{"json":true}', true],
	])('payload filter %s, payload %s: %s', (payloadFilter, payload, expected) => {
		expect(starts({ payloadFilter }, tap(payload))).toBe(expected);
	});

	it('a payload filter lets only taps pass', () => {
		for (const body of [received, outgoing, update('read')]) {
			expect(starts({ payloadFilter: '*' }, body)).toBe(false);
		}
	});

	it.each([
		['stop', ' STOP ', true],
		['Stop', 'stop', true],
		['stop', 'please stop', false],
		['stop, unsubscribe', 'Unsubscribe', true],
		['*refund*', 'Can I have a REFUND please?', true],
		['ÉTÉ', 'e\u0301te\u0301', true],
		['बंद', 'बंद', true],
		['stop', '\u200eSTOP\u200b\ufeff', true],
		['*stop*', 'Please S\u00adto\u2060p', true],
		['sto\u200bp', 'Stop', true],
		['❤️', '❤', true],
		['stop', 'ＳＴＯＰ', true],
		['stop', '𝗦𝘁𝗼𝗽', true],
		['stop', '\u200b', false],
	])('text filter %s, text %s: %s', (textFilter, text, expected) => {
		expect(starts({ textFilter }, said(text))).toBe(expected);
	});

	it('a text filter looks at the caption of a file and at the title of a tap', () => {
		expect(starts({ textFilter: '*broken' }, picture)).toBe(true);
		expect(starts({ textFilter: 'https*' }, picture)).toBe(false);
		expect(starts({ textFilter: 'confirm' }, tapped)).toBe(true);
		expect(starts({ textFilter: '*' }, update('read'))).toBe(false);
	});

	it('a template filter looks at the template that was sent or answered', () => {
		expect(starts({ templateFilter: 'review_request' }, outgoing)).toBe(true);
		expect(starts({ templateFilter: 'order_*' }, tapped)).toBe(true);
		expect(starts({ templateFilter: 'order_*' }, outgoing)).toBe(false);
		expect(starts({ templateFilter: '*' }, received)).toBe(false);
	});

	it.each([
		['+91 98765 43201', true],
		['98765 43201', true],
		['0091-9876543201; +44 7700 900123', true],
		['+44 7700 900123\n919876543201', true],
		['+91 98765 43202', false],
	])('phone filter %s: %s', (phoneFilter, expected) => {
		expect(starts({ phoneFilter }, received)).toBe(expected);
		expect(starts({ phoneFilter }, update('delivered'))).toBe(expected);
	});

	it('all filters have to agree', () => {
		const options = { payloadFilter: 'confirm_*', phoneFilter: '+91 98765 43201' };
		expect(starts(options, tapped)).toBe(true);
		expect(starts({ ...options, textFilter: 'cancel' }, tapped)).toBe(false);
	});

	it('knows whether the country of the credential is needed', () => {
		expect(filtersByPhone({ phoneFilter: '98765 43201' })).toBe(true);
		expect(filtersByPhone({ phoneFilter: ' ' })).toBe(false);
		expect(filtersByPhone({})).toBe(false);
	});
});

describe('what is no filter', () => {
	it('a phone number that is none', () => {
		expect(refusalOf(() => readFilters({ phoneFilter: 'Asha' }, 'IN')).message).toMatch(
			/'Phone Filter' Asha/,
		);
		expect(refusalOf(() => readFilters({ phoneFilter: '98765 43201' }, '')).remedy).toMatch(
			/plus sign/,
		);
	});

	it('an expression that gives no text', () => {
		expect(refusalOf(() => readFilters({ textFilter: ['stop'] }, '')).message).toMatch(
			/'Text Filter' holds a list/,
		);
	});
});

describe('an event that can never pass', () => {
	const refused = (events: TriggerEvent[], options: Record<string, unknown>) =>
		refusalOf(() => refuseImpossible(events, readFilters(options, '')));

	it.each<[TriggerEvent[], Record<string, unknown>, RegExp]>([
		[
			['messageDelivered'],
			{ templateFilter: 'a' },
			/'Template Filter' never lets 'Message Delivered'/,
		],
		[
			['replyReceived', 'messageRead'],
			{ textFilter: 'a' },
			/'Text Filter' never lets 'Message Read'/,
		],
		[
			['messageReceived', 'replyReceived'],
			{ payloadFilter: 'a' },
			/'Payload Filter' never lets 'Message Received'/,
		],
	])('%j with %j is refused', (events, options, message) => {
		const refusal = refused(events, options);
		expect(refusal.message).toMatch(message);
		expect(refusal.remedy).toMatch(/Trigger On/);
	});

	it.each<[TriggerEvent[], Record<string, unknown>]>([
		[['messageDelivered', 'messageFailed'], { phoneFilter: '+91 98765 43201' }],
		[['replyReceived'], { payloadFilter: 'a', textFilter: 'b', templateFilter: 'c' }],
		[['messageReceived', 'messageOutgoing'], { textFilter: 'a', templateFilter: 'b' }],
	])('%j with %j is fine', (events, options) => {
		expect(() => refuseImpossible(events, readFilters(options, ''))).not.toThrow();
	});
});
