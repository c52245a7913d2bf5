import { type IExecuteFunctions, type INodeProperties, sleep } from 'n8n-workflow';
import type { Connection } from '../../api/connection';
import { listTemplates } from '../../lookups/templateList';
import type { MessageBody, TemplateRow } from '../../api/types';
import { InvalidInput } from '../../errors/invalid-input';
import { refuseStranger } from '../../message/allowed';
import { readPhone } from '../../message/phone';
import { canonicalPhone } from '../../message/same-customer';

import type { SendOperation } from '../operation';
import { Expressions } from './expressions';
import { NodeForm } from './nodeForm';
import { countryFor, givenOptions, itemOptions, optionsField } from './options';
import type { Parameters } from './parameters';
import type { Checked } from './shapes';

export const recipientField: INodeProperties = {
	displayName: 'Recipient',
	name: 'recipient',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. +91 98765 43210',
	description:
		"The customer's WhatsApp number, in any format. Without a country code, 'Country' in Options or the credential's country is used.",
};

interface CheckResult {
	checked: Checked[];
	/** Why an item cannot be sent, by item index, in input order. */
	refused: Map<number, unknown>;
}

/**
 * Templates change rarely; a list this old is read again before an item is refused because of it.
 */
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
	const fields = [recipientField, ...operation.fields, optionsField];
	const expressions = new Expressions(context, fields);
	const run: Run = { context, operation, connection, parameters, expressions };
	const everyItem = context.getInputData().map((_, itemIndex) => itemIndex);
	if (!needsTemplates(run, everyItem)) return await build(run, everyItem, []);
	const startedAt = Date.now();
	try {
		const kept = await listTemplates(connection, CATALOGUE_AGE);
		const first = await build(run, everyItem, kept);
		if (first.refused.size === 0) return first;
		const fresh = await listTemplates(connection, Date.now() - startedAt);
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
	expressions: Expressions;
}

/** The first item that can be read decides; one that cannot fails when its message is built. */
function needsTemplates(run: Run, itemIndexes: number[]): boolean {
	const { operation } = run;
	if (!operation.needsTemplates) return false;
	for (const itemIndex of itemIndexes) {
		try {
			return operation.needsTemplates(formOf(run, itemIndex, []));
		} catch {
			continue;
		}
	}
	return false;
}

function formOf(run: Run, itemIndex: number, templates: TemplateRow[]): NodeForm {
	const { context, parameters, expressions, connection } = run;
	return new NodeForm(context, parameters, expressions, itemIndex, connection, templates);
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
			checked.push(check(run, formOf(run, itemIndex, templates), itemIndex));
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
	const written = context.getNode().parameters.options;
	const options = itemOptions(givenOptions(form.get('options'), written), () =>
		form.parts('options', 'deduplicationKey'),
	);
	if (options.deduplication && typeof context.helpers.checkProcessedAndRecord !== 'function') {
		throw new InvalidInput(
			"'Deduplication Key' needs a newer n8n",
			'Update n8n, or remove the option.',
		);
	}
	const { numberCheck } = options;
	const country = countryFor(options, written, connection.defaultCountry);
	const phone = readPhone('Recipient', form.get('recipient'), { country, numberCheck });
	const recipient = phone.digits;
	refuseStranger(recipient, options.allowedRecipients, { country, numberCheck });
	const { content, notices = [], payloadArgs } = operation.toMessage(form);
	const body: MessageBody = {
		channel: 'whatsapp',
		recipient,
		...content,
		...(options.assign && { assign: options.assign }),
	};
	return {
		itemIndex,
		customer: canonicalPhone(recipient),
		body,
		notices: [...(phone.notice === undefined ? [] : [phone.notice]), ...form.notices, ...notices],
		payloadArgs,
		options,
	};
}
