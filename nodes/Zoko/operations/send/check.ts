import type { IExecuteFunctions } from 'n8n-workflow';
import type { Connection } from '../../api/request';
import { listTemplates } from '../../api/templates';
import type { MessageBody, TemplateRow } from '../../api/types';
import { isRecord } from '../../message/checks';
import type { SendOperation } from '../../message/draft';
import { InvalidInput } from '../../message/invalid-input';
import { phoneDigits } from '../../message/phone';
import { requestContext } from '../context';
import { NodeForm } from './form';
import { itemOptions, type ItemOptions } from './options';

/** An item whose message was built and checked. */
export interface Checked {
	itemIndex: number;
	/** Messages of one lane keep their order: those to one recipient. */
	lane: string;
	body: MessageBody;
	notices: string[];
	options: ItemOptions;
}

export interface CheckResult {
	checked: Checked[];
	/** Why an item cannot be sent, by item index, in input order. */
	refused: Map<number, unknown>;
}

/** Templates change rarely; a list this old is read anew before an item is refused because of it. */
const CATALOGUE_AGE = 5 * 60_000;

/** Builds and checks the message of every item. Only a template without form fields is looked up. */
export async function checkAll(
	context: IExecuteFunctions,
	operation: SendOperation,
	connection: Connection,
): Promise<CheckResult> {
	const everyItem = context.getInputData().map((_, itemIndex) => itemIndex);
	const probe = new NodeForm(context, 0, connection, []);
	if (!operation.template?.needsCatalogue(probe)) {
		return build(context, operation, connection, everyItem, []);
	}
	const requests = requestContext(context);
	const startedAt = Date.now();
	try {
		const kept = await listTemplates(requests, connection, CATALOGUE_AGE);
		const first = build(context, operation, connection, everyItem, kept);
		if (first.refused.size === 0) return first;
		const fresh = await listTemplates(requests, connection, Date.now() - startedAt);
		if (fresh === kept) return first;
		const second = build(context, operation, connection, [...first.refused.keys()], fresh);
		const checked = [...first.checked, ...second.checked];
		return {
			checked: checked.sort((a, b) => a.itemIndex - b.itemIndex),
			refused: second.refused,
		};
	} catch (error) {
		return { checked: [], refused: new Map(everyItem.map((itemIndex) => [itemIndex, error])) };
	}
}

function build(
	context: IExecuteFunctions,
	operation: SendOperation,
	connection: Connection,
	itemIndexes: number[],
	templates: TemplateRow[],
): CheckResult {
	const checked: Checked[] = [];
	const refused = new Map<number, unknown>();
	for (const itemIndex of itemIndexes) {
		try {
			const form = new NodeForm(context, itemIndex, connection, templates);
			checked.push(check(context, operation, connection, form, itemIndex));
		} catch (error) {
			refused.set(itemIndex, error);
		}
	}
	return { checked, refused };
}

function check(
	context: IExecuteFunctions,
	operation: SendOperation,
	connection: Connection,
	form: NodeForm,
	itemIndex: number,
): Checked {
	const given = form.get('options');
	const options = itemOptions(isRecord(given) ? given : {});
	if (options.deduplication && typeof context.helpers.checkProcessedAndRecord !== 'function') {
		throw new InvalidInput(
			"'Deduplication Key' needs a newer n8n",
			'Update n8n, or remove the option.',
		);
	}
	const country = options.country || connection.defaultCountry;
	const recipient = phoneDigits('Recipient', form.get('recipient'), country);
	const { content, notices = [] } = operation.toMessage(form);
	const body: MessageBody = {
		channel: 'whatsapp',
		recipient,
		...content,
		...(options.assign && { assign: options.assign }),
	};
	return { itemIndex, lane: recipient, body, notices, options };
}
