import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { EVENT_OPTIONS } from '../../nodes/Zoko/trigger/events';
import { triggerProperties } from '../../nodes/Zoko/trigger/properties';
import { ZokoTrigger } from '../../nodes/Zoko/ZokoTrigger.node';

const options = triggerProperties.find(({ name }) => name === 'options')
	?.options as INodeProperties[];

describe('the form', () => {
	it('has the parameters that workflows are stored with', () => {
		expect(triggerProperties.map(({ name }) => name)).toEqual(['events', 'simplify', 'options']);
		expect(EVENT_OPTIONS.map(({ value }) => value)).toEqual([
			'messageReceived',
			'replyReceived',
			'messageOutgoing',
			'messageAccepted',
			'messageSent',
			'messageDelivered',
			'messageRead',
			'messageFailed',
			'chatAssigned',
			'chatClosed',
			'otherEvent',
		]);
		expect(options.map(({ name }) => name)).toEqual([
			'ignoreDuplicates',
			'includeFailureReason',
			'includeGroups',
			'includeMessage',
			'lateAnswers',
			'payloadFilter',
			'phoneFilter',
			'reportRepairs',
			'skipOwnMessages',
			'templateFilter',
			'textFilter',
			'verifyWithZoko',
			'writtenBy',
		]);
		expect(options.find(({ name }) => name === 'ignoreDuplicates')?.default).toBe(true);
	});

	it('explains every event and option', () => {
		const all: Array<INodePropertyOptions | INodeProperties> = [...EVENT_OPTIONS, ...options];
		for (const { description } of all) expect(description?.length).toBeGreaterThan(15);
	});

	it('shows no URL to copy: the node registers itself', () => {
		const [webhook] = new ZokoTrigger().description.webhooks ?? [];
		expect(webhook).toMatchObject({ path: ':secret', ndvHideUrl: true, httpMethod: 'POST' });
	});
});
