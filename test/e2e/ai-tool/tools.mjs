// The node as different tools, and what their parameters leave to the model.
import { readFileSync } from 'node:fs';

const ALLOWED = '+91 98765 432*';

/** A parameter that the model fills in, as the editor writes it. */
const fromAi = (key, description) =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, 'string') }}`;

export const LINK = 'https://shop.example/t/A1001';
/** Written to by nobody else here, or the limit on repeated follow-ups would end the run as well. */
export const OTHER_CUSTOMER = '919876543303';
export const SHIPPED = {
	templateId: 'order_shipped',
	templateLanguage: 'en',
	templateArgs: ['Asha', 'A1001', LINK],
};
const RECIPIENT = fromAi(
	'recipient',
	'WhatsApp number with country code, for example +91 98765 43210',
);

/** The fields of a template, as the editor stored them in an example. */
const FIELDS = JSON.parse(
	readFileSync(new URL('../../../examples/01-order-shipped.json', import.meta.url), 'utf8'),
).nodes.find(({ parameters }) => parameters.variables).parameters.variables.schema;
const [NAME, ORDER, LINK_FIELD] = FIELDS.map(({ id }) => id);

export const TEMPLATE = {
	operation: 'sendTemplate',
	recipient: RECIPIENT,
	template: { __rl: true, mode: 'list', value: 'order_shipped|en' },
	variables: {
		mappingMode: 'defineBelow',
		value: {
			[NAME]: fromAi('name', 'First name of the customer'),
			[ORDER]: fromAi('order', 'Number of the order'),
			[LINK_FIELD]: fromAi('link', 'Link that tracks the parcel'),
		},
		schema: FIELDS,
	},
	options: { allowedRecipients: ALLOWED },
};

export const TEXT = {
	operation: 'sendText',
	recipient: RECIPIENT,
	text: fromAi('text', 'What the customer reads'),
	options: { allowedRecipients: ALLOWED },
};

export const TEMPLATES = {
	resource: 'template',
	operation: 'getAll',
	filters: { text: fromAi('text', 'Part of the name or text of the template') },
};

export const WAIT = {
	operation: 'waitForDelivery',
	messageId: fromAi('messageId', 'ID of the message'),
	timeLimit: 20,
	firstInterval: 0.5,
};

const PAGE = readFileSync(new URL('../../../docs/ai-agents.md', import.meta.url), 'utf8');

/** A tool with the description that docs/ai-agents.md has for its operation. */
export function described(parameters, operation) {
	const row = PAGE.split('\n').find((line) => line.startsWith(`| ${operation} | `));
	const [, , toolDescription] = row.split('|');
	return { ...parameters, descriptionType: 'manual', toolDescription: toolDescription.trim() };
}

/** The customers, those first who can be written to freely. */
export const CUSTOMERS = {
	resource: 'customer',
	operation: 'getAll',
	options: { sortBy: 'contactable', sortOrder: 'desc' },
};

/** Asks a customer, and waits for the tap. */
export const QUESTION = {
	operation: 'sendAndWait',
	recipient: RECIPIENT,
	message: fromAi('message', 'The question, which is answered with Confirm or Cancel'),
	timeLimit: 1,
	options: { allowedRecipients: ALLOWED },
};

/** A wait that is over soon. */
export const SOON = { timeLimit: 0.05, timeLimitUnit: 'minutes' };
