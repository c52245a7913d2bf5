import type { IDataObject, IExecuteFunctions, IHttpRequestMethods } from 'n8n-workflow';
import type { Connection, ZokoRequest } from '../api/connection';
import { InvalidInput } from '../errors/invalid-input';
import { ambiguousAdvice, ZokoError } from '../errors/problem';
import { requiredText, toText } from '../message/checks';
import { LIMITS } from '../message/limits';
import type { SendRecord } from '../sending/record';
import { retry, type Surroundings } from '../sending/retry';
import { isRecord, picked } from '../values';
import { givenOptions, itemOptions, type ItemOptions } from './send/options';

/** Further tries of a request that Zoko certainly did not carry out, or that only reads. */
const RETRIES = 3;

/**
 * What the answer to a request is expected to be. `anything` also takes an empty one; a test says
 * which objects it takes.
 */
type Shape = 'record' | 'list' | 'anything' | ((body: Record<string, unknown>) => boolean);
type More = Pick<ZokoRequest, 'query' | 'body'>;

/** What the items of one execution share. */
interface SharedByItems {
	/** Milliseconds since 1970. */
	startedAt: number;
	/** Lists that were read for an earlier item. */
	lists: Map<string, Promise<IDataObject[]>>;
	/** When the list of customers was last asked for; Zoko gives it rarely. */
	customersReadAt?: number;
	/** What earlier tries of the execution left. */
	record(): SendRecord<unknown>;
}

/** One item of an operation that is not a send: its parameters, and the way to Zoko. */
export class RunItem {
	constructor(
		readonly context: IExecuteFunctions,
		readonly connection: Connection,
		readonly index: number,
		readonly surroundings: Surroundings,
		readonly run: SharedByItems,
	) {}

	/** The value of a parameter; of a picker, what was picked. */
	get(name: string): unknown {
		return picked(this.context.getNodeParameter(name, this.index, null, { skipValidation: true }));
	}

	/** The values of a collection. */
	group(name: string): Record<string, unknown> {
		const value = this.get(name);
		return isRecord(value) ? value : {};
	}

	/**
	 * What is set in 'Options', as sends read it.
	 * @throws InvalidInput
	 */
	options(): ItemOptions {
		return itemOptions(
			givenOptions(this.get('options'), this.context.getNode().parameters.options),
		);
	}

	/** Whether a switch is on; expressions may give it as text. */
	isOn(name: string): boolean {
		return String(this.get(name)) === 'true';
	}

	/**
	 * An id or anything else that cannot be left out, without blanks around it.
	 * @throws InvalidInput
	 */
	text(label: string, name: string): string {
		return requiredText(label, this.get(name), LIMITS.text).trim();
	}

	/** How old a list may be to count as read in this execution, in milliseconds. */
	get age(): number {
		return this.surroundings.now() - this.run.startedAt + 1;
	}

	/**
	 * A list, read once for all items.
	 * @throws ZokoError unless Zoko answers with a list of objects
	 */
	async list(path: string, query: IDataObject = {}): Promise<IDataObject[]> {
		return await this.once(path + JSON.stringify(query), async () => {
			const rows = (await this.call('GET', path, { query }, 'list')) as unknown[];
			return rows.filter(isRecord) as IDataObject[];
		});
	}

	/** What was read for an earlier item under a key, or else what `read` gives. */
	async once(key: string, read: () => Promise<IDataObject[]>): Promise<IDataObject[]> {
		const known = this.run.lists.get(key);
		if (known) return await known;
		const rows = read();
		this.run.lists.set(key, rows);
		rows.catch(() => this.run.lists.delete(key));
		return await rows;
	}

	/** @throws ZokoError unless Zoko answers with an object */
	async record(path: string, query?: IDataObject): Promise<IDataObject> {
		return (await this.call('GET', path, { query }, 'record')) as IDataObject;
	}

	/**
	 * One request, repeated where that is safe.
	 * @returns the body of the answer
	 * @throws ZokoError
	 */
	async call(
		method: IHttpRequestMethods,
		path: string,
		more: More = {},
		shape: Shape = 'anything',
	): Promise<unknown> {
		const effect = method === 'GET' ? 'reads' : 'changes';
		return await this.attempt(async () => {
			const request = { method, path, effect, ...more } as const;
			const answer = await this.connection.request(request);
			if (!hasShape(answer.body, shape)) throw this.connection.failed(answer, effect);
			return answer.body;
		});
	}

	/**
	 * A change that people would notice twice. When "Retry On Fail" runs the node again, it is not
	 * repeated where it was made or may have been made.
	 * @throws ZokoError
	 */
	async callOnce(path: string, body: object, shape: Shape): Promise<unknown> {
		const record = this.run.record();
		const message = { id: record.idOf(this.index, this.origin()) };
		const outcome = record.outcomeOf(message);
		if (outcome.state === 'sent') return outcome.result;
		if (outcome.state === 'failed') {
			throw new ZokoError({
				category: 'ambiguous',
				retryable: false,
				message:
					'An earlier try of this execution asked Zoko for this, and it is not known whether the change was made. It was not asked again',
				advice: ambiguousAdvice('changes'),
			});
		}
		return await record.attempt(
			message,
			async () => await this.call('POST', path, { body }, shape),
		);
	}

	/** What the item is made of: the same in each try, unlike the time in a text. */
	private origin(): object {
		const { parameters } = this.context.getNode();
		const json = this.context.getInputData()[this.index]?.json;
		try {
			return [JSON.stringify({ parameters, json })];
		} catch {
			// An item that cannot be written as JSON, for example one that contains itself.
			return { parameters };
		}
	}

	/**
	 * Does something that asks Zoko, and does it again after growing pauses while Zoko is busy or
	 * away.
	 * @throws what the last try threw
	 */
	async attempt<Result>(action: () => Promise<Result>): Promise<Result> {
		return await retry(action, { retries: RETRIES, surroundings: this.surroundings });
	}
}

/** A fault inside a success, or a web page in place of the API, is not taken for an answer. */
function hasShape(body: unknown, shape: Shape): boolean {
	if (isRecord(body) && typeof body.type === 'string' && Number(body.status) >= 400) return false;
	if (shape === 'list') return Array.isArray(body);
	if (shape === 'record') return isRecord(body);
	if (typeof shape === 'function') return isRecord(body) && shape(body);
	return typeof body !== 'string' || body.trim() === '';
}

/**
 * Several values from a list, from a list written as JSON, or from text that separates them.
 * @param separator between values written as text; blanks around them do not count
 * @throws InvalidInput when there is none
 */
export function listOf(label: string, given: unknown, separator = /[,;\n]/): string[] {
	const values = listIn(given) ?? toText(label, given).split(separator);
	const texts = values.map((value) => toText(label, value).trim()).filter((text) => text !== '');
	if (texts.length > 0) return [...new Set(texts)];
	throw new InvalidInput(
		`'${label}' is empty`,
		'Fill it in. If it holds an expression, check that the incoming item has that field.',
	);
}

/** A list, also when it is written as JSON. */
function listIn(given: unknown): unknown[] | undefined {
	if (Array.isArray(given)) return given as unknown[];
	if (typeof given !== 'string' || !given.trim().startsWith('[')) return undefined;
	try {
		const parsed: unknown = JSON.parse(given);
		return Array.isArray(parsed) ? (parsed as unknown[]) : undefined;
	} catch {
		return undefined;
	}
}
