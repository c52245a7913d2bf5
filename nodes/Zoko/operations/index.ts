import type { INodeProperties } from 'n8n-workflow';
import { agent } from './agent';
import { customer } from './customer';
import { group } from './group';
import { message } from './message';
import { type Operation, type Resource, resourceProperties } from './operation';
import { team } from './team';
import { template } from './template';
import { webhook } from './webhook';

/** The most used come first: n8n's list of actions has this order. */
export const resources: Resource[] = [message, template, customer, group, agent, team, webhook];

const resourceField: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: resources.map(({ option }) => option),
	default: 'message',
};

/** The whole form of the node. */
export const properties: INodeProperties[] = [
	resourceField,
	...resources.flatMap(resourceProperties),
];

/** The operation that a form chose, or undefined when this version has no such operation. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return resources
		.find(({ option }) => option.value === resource)
		?.operations.find(({ option }) => option.value === operation);
}
