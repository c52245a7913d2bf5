import type { Form } from '../../nodes/Zoko/message/form';
import { InvalidInput } from '../../nodes/Zoko/errors/invalid-input';

/** The form of one item, without n8n. */
export function formOf(values: Record<string, unknown>, more: Partial<Form> = {}): Form {
	return {
		get: (name) => values[name],
		fileUrl: (field, medium) => `https://files.example.com/${medium}/${field}`,
		reach: 'public',
		templates: [],
		...more,
	};
}

/** What an action refuses with; fails the test when it does not refuse. */
export function refusalOf(action: () => unknown): InvalidInput {
	let thrown: unknown;
	try {
		action();
	} catch (error) {
		thrown = error;
	}
	expect(thrown).toBeInstanceOf(InvalidInput);
	return thrown as InvalidInput;
}
