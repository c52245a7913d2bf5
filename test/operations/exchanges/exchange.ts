import type { IDataObject } from 'n8n-workflow';

/** A request that an operation makes, and what Zoko answers. */
export interface Exchange {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Below the base URL. */
	path: string;
	query?: Record<string, string>;
	body?: IDataObject;
	status?: number;
	answer?: object | string;
}

/** What a test of an operation compares with. */
export interface Expected {
	exchanges: Exchange[];
	output: IDataObject[];
	/** The output without Simplify. */
	raw?: IDataObject[];
}

/** What the items of the workflow fixtures hold. */
export const ITEM = {
	messageId: 'm-1',
	customerId: 'c-1',
	propertyId: 'p-1',
	webhookId: 'w-1',
	groupId: 'g-1',
	joinRequestId: 'j-1',
	participant: '+91 98765 43201',
	/** The second is written without its country code. */
	phones: ['+91 98765 43201', '098765 43202', '919876543226'],
	agentEmail: 'tom+orders@shop.example',
	tag: 'new & shiny',
};

/** How Zoko tells of most deletions. */
export const deleted = (count: number) => ({
	status: '204',
	message: 'items(s) deleted',
	details: `deleted items count - ${count}`,
});
