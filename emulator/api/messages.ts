import type { FastifyInstance } from 'fastify';

import type {
	MessageBody,
	MessageHistory,
	MessageRecord,
	SendResponse,
} from '../../nodes/Zoko/api/types';
import { reportedContent, reportedType, secondsTimestamp } from '../delivery/events';
import { testNumber } from '../faults/testNumbers';
import { sendMessageSchema } from '../message/schema';
import type { StoredMessage } from '../store/types';
import type { World } from '../world';
import { assign } from './assignment';
import { notFound, ZokoError } from './errors';
import { addOperation } from './operation';

const TEMPLATE_TYPES = ['template', 'richTemplate', 'buttonTemplate'];

/** Zoko's words to a shop that was never in contact with the customer. */
const FIRST_CONTACT = 'New customer - please use template message for first contact.';

const NO_WINDOW = 'The 24-hour window is closed - please use template message.';

/** The five operations under `/message`. */
export function messageOperations(app: FastifyInstance, world: World) {
	addOperation(app, world, {
		method: 'POST',
		path: '/message',
		body: sendMessageSchema,
		run: async (request, reply) => {
			const { answerDelayMs, sendHttpStatus } = world.settings;
			if (answerDelayMs > 0) await world.clock.sleep(answerDelayMs);
			const answer = send(world, request.body as MessageBody, request.operationNumber);
			reply.code(sendHttpStatus);
			return answer;
		},
	});
	addOperation(app, world, {
		method: 'GET',
		path: '/message/:id',
		run: (request) => record(world, find(world, request.params)),
	});
	addOperation(app, world, {
		method: 'GET',
		path: '/message/:id/history',
		run: (request): MessageHistory => {
			const { id, history } = find(world, request.params);
			return { messageId: id, history };
		},
	});
	addOperation(app, world, {
		method: 'DELETE',
		path: '/message/:id',
		run: (request) => deletion(world, find(world, request.params).id),
	});
	addOperation(app, world, {
		method: 'DELETE',
		path: '/message/batch',
		body: {
			type: 'object',
			additionalProperties: false,
			required: ['messages'],
			properties: {
				messages: { type: 'array', minItems: 1, maxItems: 50, items: { type: 'string' } },
			},
		},
		run: (request) => {
			const { messages: ids } = request.body as { messages: string[] };
			const messages = ids.map((id) => deletion(world, id));
			const deleted = messages.filter(({ status }) => status === 'message deleted').length;
			return { deleted, failed: ids.length - deleted, messages };
		},
	});
}

/** Whether the customer with a channel id may be sent free-form messages now. */
export function windowOpen(world: World, channelId: string): boolean {
	if (testNumber(channelId)?.windowOpen === false) return false;
	const last = world.store.findCustomer(channelId)?.lastIncomingAt ?? null;
	return last !== null && world.clock.now() - last < world.settings.windowMs;
}

function send(world: World, body: MessageBody, requestNumber: number): SendResponse {
	const outside = !TEMPLATE_TYPES.includes(body.type) && !windowOpen(world, body.recipient);
	if (outside) refuseOutside(world, body.recipient);
	const message = world.store.addAccepted(body, requestNumber);
	message.outsideWindow = outside;
	if (body.assign !== undefined) {
		const customer = world.store.customerFor(body.recipient);
		void assign(world, customer, body.assign.assigneeId, body.assign.override);
	}
	world.delivery.start(message);
	return {
		status: world.settings.sendBodyStatus,
		statusText: 'Accepted',
		messageId: message.id,
		customerId: message.customerId,
	};
}

function refuseOutside(world: World, recipient: string) {
	const customer = world.store.findCustomer(recipient);
	const met = customer && (customer.lastIncomingAt !== null || customer.messageIds.length > 0);
	if (!met) throw new ZokoError(409, FIRST_CONTACT);
	if (world.settings.closedWindow === 'refuse') throw new ZokoError(409, NO_WINDOW);
}

function find(world: World, params: unknown): StoredMessage {
	const message = world.store.messages.get((params as { id: string }).id);
	if (message?.inZoko !== true) throw notFound('Message');
	return message;
}

/** A message as the API gives it. */
export function record(world: World, message: StoredMessage): MessageRecord {
	const { templateId, templateLanguage } = message.body ?? {};
	const template =
		templateId === undefined
			? undefined
			: world.store.findTemplate(templateId, templateLanguage ?? 'en');
	return {
		id: message.id,
		platformSenderId: message.channelId,
		platform: 'whatsapp',
		platformTimestamp: secondsTimestamp(message.at),
		direction: message.direction,
		type: reportedType(message),
		...reportedContent(message, template),
		deliveryStatus: message.status === 'seen' ? 'read' : message.status,
		customer: { id: message.customerId },
	};
}

function deletion(world: World, id: string) {
	const message = world.store.messages.get(id);
	if (message?.inZoko !== true) {
		return { id, status: 'message not deleted', description: `message ${id} not found` };
	}
	message.inZoko = false;
	return { id, status: 'message deleted', description: `message ${id} deleted` };
}
