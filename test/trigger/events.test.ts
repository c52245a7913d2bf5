import fc from 'fast-check';
import {
	chosenEvents,
	EVENT_OPTIONS,
	isDeliveryUpdate,
	neededEvents,
	type TriggerEvent,
} from '../../nodes/Zoko/trigger/events';
import { readEvent } from '../../nodes/Zoko/trigger/read-event';
import { raw, simplified } from '../../nodes/Zoko/trigger/output';
import { MESSAGE, outgoing, picture, received, tapped, update } from './payloads';

const all = EVENT_OPTIONS.map(({ value }) => value);

describe('which event a body is', () => {
	it.each([
		[received, 'messageReceived'],
		[picture, 'messageReceived'],
		[tapped, 'replyReceived'],
		[{ ...received, context: { parentId: MESSAGE } }, 'messageReceived'],
		[{ ...received, context: null }, 'messageReceived'],
		[outgoing, 'messageOutgoing'],
		[update('accepted'), 'messageAccepted'],
		[update('sent'), 'messageSent'],
		[update('delivered'), 'messageDelivered'],
		[update('read'), 'messageRead'],
		[update('seen'), 'messageRead'],
		[update(' SEEN '), 'messageRead'],
		[update('failed'), 'messageFailed'],
		[update('undelivered'), 'messageFailed'],
		[update('rejected'), 'messageFailed'],
		[update('error'), 'messageFailed'],
		[update('constructor'), 'otherEvent'],
		[update('deleted'), 'otherEvent'],
		[{ event: 'zoko:chat:assigned' }, 'chatAssigned'],
		[{ event: 'zoko:chat:closed', agent: null }, 'chatClosed'],
		[{ event: 'customer:tag:added', tag: 'vip' }, 'otherEvent'],
		[{ event: ' ' }, undefined],
		[{ event: 7 }, undefined],
		[{ ...received, id: undefined }, undefined],
		[{ ...received, id: 7 }, undefined],
		[{ ...received, id: ' ' }, undefined],
		[{ ...received, id: 'x'.repeat(201) }, undefined],
		[{ ...update('read'), deliveryStatus: ['read'] }, 'otherEvent'],
	])('%j is %s', (body, name) => {
		expect(readEvent(body)?.name).toBe(name);
	});

	it('takes no body that is not one object', () => {
		for (const body of [undefined, null, '', 'text', 0, true, [], [received], () => received]) {
			expect(readEvent(body)).toBeUndefined();
		}
	});

	it('never fails over a body, nor over what becomes of it', () => {
		const keys = fc.constantFrom(...Object.keys(tapped), 'phone', '__proto__', 'constructor');
		const event = fc.constantFrom(
			'message:user:in',
			'message:store:out',
			'message:delivery:update',
		);
		const hostile = fc.oneof(
			fc.jsonValue(),
			fc.dictionary(keys, fc.jsonValue()),
			fc
				.tuple(fc.dictionary(keys, fc.jsonValue()), event, fc.constantFrom('read', 'failed', 'x'))
				.map(([body, name, status]) => ({
					...body,
					event: name,
					id: 'm1',
					deliveryStatus: status,
				})),
		);
		const flat = ['string', 'object'];
		fc.assert(
			fc.property(hostile, (body) => {
				const read = readEvent(JSON.parse(JSON.stringify(body)));
				if (!read) return;
				const json = simplified(read, {});
				expect(all).toContain(json.event);
				for (const value of Object.values(json)) expect(flat).toContain(typeof value);
				expect(raw(read, {})).toBe(read.body);
			}),
			{ numRuns: 2000 },
		);
		expect(({} as Record<string, unknown>).event).toBeUndefined();
	});

	it('does not let a body reach the prototype of objects', () => {
		const body: unknown = JSON.parse(
			'{"__proto__":{"event":"message:user:in","id":"m1"},"constructor":{"prototype":{"id":"x"}}}',
		);
		expect(readEvent(body)).toBeUndefined();
	});

	it('reads megabytes of text in no time', () => {
		const long = 'x'.repeat(4_000_000);
		const before = performance.now();
		expect(readEvent({ ...received, text: long, context: { postback: long } })?.payload).toBe(long);
		expect(performance.now() - before).toBeLessThan(200);
	});
});

describe('the events of Zoko behind the chosen ones', () => {
	it.each<[TriggerEvent[], string[]]>([
		[['messageReceived'], ['message:user:in']],
		[['replyReceived', 'messageReceived'], ['message:user:in']],
		[['messageOutgoing'], ['message:store:out']],
		[['messageFailed', 'messageRead'], ['message:delivery:update']],
		[
			['chatClosed', 'chatAssigned'],
			['zoko:chat:assigned', 'zoko:chat:closed'],
		],
		[
			all,
			[
				'message:user:in',
				'message:store:out',
				'message:delivery:update',
				'zoko:chat:assigned',
				'zoko:chat:closed',
				'customer:tag:added',
				'customer:optout:clicked',
			],
		],
	])('%j needs %j', (chosen, needed) => {
		expect(neededEvents(chosen)).toEqual(needed);
	});

	it('leaves out what is no event', () => {
		expect(chosenEvents(['messageRead', 'nonsense', 7])).toEqual(['messageRead']);
		expect(chosenEvents('messageRead')).toEqual(['messageRead']);
		expect(chosenEvents(undefined)).toEqual([]);
	});

	it('has five delivery updates', () => {
		expect(all.filter(isDeliveryUpdate)).toHaveLength(5);
	});
});
