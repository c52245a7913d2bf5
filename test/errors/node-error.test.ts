import type { INode } from 'n8n-workflow';
import { InvalidInput } from '../../nodes/Zoko/errors/invalid-input';
import { toNodeError } from '../../nodes/Zoko/errors/node-error';
import { ZokoError } from '../../nodes/Zoko/errors/problem';

const node = (type: string): INode => ({
	id: 'id',
	name: 'Zoko',
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
});
const NODE = node('n8n-nodes-zoko.zoko');

const refused = new ZokoError({
	category: 'authentication',
	retryable: false,
	message: 'Zoko refused the API key',
	advice: 'Open the Zoko credential.',
	httpStatus: 401,
});
const invalid = new InvalidInput("'Text' is empty", 'Fill it in.');

it.each([refused, invalid])('names the item only where there is one: %s', (error) => {
	expect(toNodeError(NODE, error).message).toBe(error.message);
	expect(toNodeError(NODE, error).context.itemIndex).toBeUndefined();
	expect(toNodeError(NODE, error, 0).message).toBe(`${error.message} [item 0]`);
	expect(toNodeError(NODE, error, 0).context.itemIndex).toBe(0);
});

it('tells a language model what to do, and of no item', () => {
	const { message } = toNodeError(node('n8n-nodes-zoko.zokoTool'), refused, 0);
	expect(message).toBe('Zoko refused the API key. Open the Zoko credential.');
});

it('keeps what n8n groups errors by', () => {
	expect(toNodeError(NODE, refused)).toMatchObject({
		httpCode: '401',
		description: 'Open the Zoko credential.',
		failure: { cause: 'credential-invalid' },
	});
});

it('keeps an error of n8n, with its item', () => {
	const known = toNodeError(NODE, invalid);
	expect(toNodeError(NODE, known, 3)).toBe(known);
	expect(known.context.itemIndex).toBe(3);
});
