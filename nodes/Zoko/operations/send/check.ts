import { sleep, type IExecuteFunctions } from 'n8n-workflow';
import { type Connection, requestContext } from '../../api/request';
import { listTemplates } from '../../api/templates';
import type { MessageBody, TemplateRow } from '../../api/types';
import { refuseStranger } from '../../message/allowed';
import { isRecord } from '../../message/checks';
import type { SendOperation } from '../../message/draft';
import { InvalidInput } from '../../message/invalid-input';
import { phoneDigits } from '../../message/phone';
import { NodeForm } from './form';
import { itemOptions, type ItemOptions } from './options';
import type { Parameters } from './parameters';

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

/** How long checking may keep the process from its other work, in milliseconds. */
const SLICE = 50;

/** Builds and checks the message of every item. Only a template without form fields is looked up. */
export async function checkAll(
	context: IExecuteFunctions,
	operation: SendOperation,
	connection: Connection,
	parameters: Parameters,
): Promise<CheckResult> {
	const run: Run = { context, operation, connection, parameters };
	const everyItem = context.getInputData().map((_, itemIndex) => itemIndex);
	const probe = new NodeForm(context, parameters, 0, connection, []);
	if (!operation.template?.needsCatalogue(probe)) {
		return await build(run, everyItem, []);
	}
	const requests = requestContext(context);
	const startedAt = Date.now();
	try {
		const kept = await listTemplates(requests, connection, CATALOGUE_AGE);
		const first = await build(run, everyItem, kept);
		if (first.refused.size === 0) return first;
		const fresh = await listTemplates(requests, connection, Date.now() - startedAt);
		if (fresh === kept) return first;
		const second = await build(run, [...first.refused.keys()], fresh);
		const checked = [...first.checked, ...second.checked];
		return {
			checked: checked.sort((a, b) => a.itemIndex - b.itemIndex),
			refused: second.refused,
		};
	} catch (error) {
		return { checked: [], refused: new Map(everyItem.map((itemIndex) => [itemIndex, error])) };
	}
}

/** What is the same for all items of a run. */
interface Run {
	context: IExecuteFunctions;
	operation: SendOperation;
	connection: Connection;
	parameters: Parameters;
}

async function build(
	run: Run,
	itemIndexes: number[],
	templates: TemplateRow[],
): Promise<CheckResult> {
	const checked: Checked[] = [];
	const refused = new Map<number, unknown>();
	let sliceEnd = Date.now() + SLICE;
	for (const itemIndex of itemIndexes) {
		if (Date.now() > sliceEnd) {
			await sleep(0);
			sliceEnd = Date.now() + SLICE;
		}
		try {
			const form = new NodeForm(run.context, run.parameters, itemIndex, run.connection, templates);
			checked.push(check(run, form, itemIndex));
		} catch (error) {
			refused.set(itemIndex, error);
		}
	}
	return { checked, refused };
}

function check(
	{ context, operation, connection }: Run,
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
	refuseStranger(recipient, options.allowedRecipients, country);
	const { content, notices = [] } = operation.toMessage(form);
	const body: MessageBody = {
		channel: 'whatsapp',
		recipient,
		...content,
		...(options.assign && { assign: options.assign }),
	};
	return { itemIndex, lane: recipient, body, notices, options };
}
