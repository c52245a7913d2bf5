import { assign } from '../api/assignment';
import type { MessageType } from '../../nodes/Zoko/api/types';
import { chatAssigned, chatClosed } from '../delivery/chatEvents';
import type { Agent, Customer, StoredMessage, Writer } from '../store/types';
import type { World } from '../world';
import { ControlError } from './controlError';
import { contentOf, type Content } from './customerActions';

export interface OutgoingRequest extends Content {
	/** A phone number, a business-scoped user id or a group's id. */
	to: string;
	writtenBy: 'agent' | 'assistant';
	/** Id or e-mail of the agent; default: the first one. */
	agent?: string;
}

/** Lets somebody else than the API write for the shop: a person in Zoko's web app, or its assistant. */
export function shopWrites(world: World, request: OutgoingRequest): StoredMessage {
	const { to, writtenBy, agent } = request;
	const { type, text, fileUrl, fileCaption } = contentOf(request);
	const message = world.store.addOutgoing(
		{
			channel: 'whatsapp',
			recipient: to.replace(/^\+/, ''),
			type: type as MessageType,
			message: fileUrl ?? text,
			...(fileCaption !== undefined && { caption: fileCaption }),
		},
		writerOf(world, writtenBy, agent),
	);
	world.delivery.start(message);
	return message;
}

function writerOf(world: World, writtenBy: 'agent' | 'assistant', agent?: string): Writer {
	if (writtenBy === 'assistant') return { appType: 'enigma', appName: 'Enigma' };
	const { email } = agent === undefined ? world.store.agents[0]! : agentOf(world, agent);
	return { appType: 'webapp', appName: 'Web app', agentEmail: email };
}

export interface ChatRequest {
	/** Channel id of the customer. */
	customer: string;
	/** Id or e-mail; null and absent come out in the event as they are. */
	agent?: string | null;
	closedBy?: string | null;
}

/** Assigns a chat as somebody in Zoko would, over whoever had it, and tells the webhooks. */
export async function chatIsAssigned(world: World, request: ChatRequest): Promise<void> {
	const customer = customerOf(world, request.customer);
	const agent = maybeAgent(world, request.agent);
	if (agent) return await assign(world, customer, agent.id, true);
	await world.webhooks.publish(chatAssigned(customer, agent, world.clock.now()));
}

/** Closes a chat until the customer's next message, and tells the webhooks. */
export async function chatIsClosed(world: World, request: ChatRequest): Promise<void> {
	const customer = customerOf(world, request.customer);
	const [agent, closedBy] = [request.agent, request.closedBy].map((id) => maybeAgent(world, id));
	customer.chatClosed = true;
	world.feed.everythingChanged();
	await world.webhooks.publish(chatClosed(customer, agent, closedBy, world.clock.now()));
}

function customerOf(world: World, id: string): Customer {
	const customer = world.store.findCustomer(id.replace(/^\+/, ''));
	if (customer === undefined) throw new ControlError(404, 'no such customer');
	return customer;
}

function maybeAgent(world: World, id: string | null | undefined): Agent | null | undefined {
	return typeof id === 'string' ? agentOf(world, id) : id;
}

function agentOf(world: World, id: string): Agent {
	const agent = world.store.agents.find((one) => one.id === id || one.email === id);
	if (agent === undefined) throw new ControlError(404, 'no such agent');
	return agent;
}
