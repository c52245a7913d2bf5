import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Draft } from '../message/draft';
import type { Form } from '../message/form';
import type { RunItem } from './item';

/** One way to send a message: its form and the message that the form becomes. */
export interface SendOperation {
	option: INodePropertyOptions & { value: string };
	fields: INodeProperties[];
	/**
	 * Pure: reads the form, checks it and builds the message.
	 * @throws InvalidInput
	 */
	toMessage(form: Form): Draft;
	/** Whether the account's templates are needed to build the message; without it they are not. */
	needsTemplates?(form: Form): boolean;
	/** The run continues when the customer has answered. */
	awaitsReply?: true;
}

/** An operation that is not a send: its form, and what it does for one item. */
export interface RunOperation {
	option: INodePropertyOptions & { value: string };
	fields: INodeProperties[];
	/** How many items may be worked on at the same time; one when left out. */
	sideBySide?: number;
	/**
	 * Checks an item before anything is asked for any of them; pure.
	 * @throws InvalidInput
	 */
	check?(item: RunItem): unknown;
	/**
	 * Reads the item's parameters, asks Zoko and returns what the next node gets.
	 * @throws InvalidInput, ZokoError
	 */
	run(item: RunItem): Promise<IDataObject | IDataObject[]>;
}

export type Operation = SendOperation | RunOperation;

/** A resource of the form, with its operations. */
export interface Resource {
	option: INodePropertyOptions & { value: string };
	operations: Operation[];
	/** Value of the operation that is selected at first. */
	defaultOperation: string;
	/**
	 * Fields that sends have around their own. The notice is for those that WhatsApp does not take at
	 * all times, and comes before everything.
	 */
	sendFields?: { notice: INodeProperties; first: INodeProperties; last: INodeProperties };
}

/** Whether an operation sends a message. */
export function isSend(operation: Operation): operation is SendOperation {
	return 'toMessage' in operation;
}

/** The parameters of a resource, each shown for the operations that it belongs to. */
export function resourceProperties(resource: Resource): INodeProperties[] {
	const { option, operations, defaultOperation, sendFields } = resource;
	const choice: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [option.value] } },
		options: operations.map((operation) => operation.option),
		default: defaultOperation,
	};
	const sends = operations.filter(isSend);
	const valuesOf = (some: SendOperation[]) => some.map((operation) => operation.option.value);
	const shown = (field: INodeProperties, values: string[]): INodeProperties => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { resource: [option.value], operation: values, ...field.displayOptions?.show },
		},
	});

	const groups = new Map<INodeProperties[], string[]>();
	for (const { fields, option: own } of operations) {
		groups.set(fields, [...(groups.get(fields) ?? []), own.value]);
	}
	const own = [...groups].flatMap(([fields, values]) =>
		fields.map((field) => shown(field, values)),
	);
	if (!sendFields) return [choice, ...own];
	const { notice, first, last } = sendFields;
	return [
		choice,
		shown(notice, valuesOf(sends.filter(({ needsTemplates }) => !needsTemplates))),
		shown(first, valuesOf(sends)),
		...own,
		shown(last, valuesOf(sends)),
	];
}
