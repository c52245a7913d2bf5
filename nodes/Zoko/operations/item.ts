import type { IDataObject, IExecuteFunctions, IHttpRequestMethods } from 'n8n-workflow';
import { ZokoError } from '../api/errors';
import {
	type Connection,
	failed,
	type RequestContext,
	requestContext,
	zokoRequest,
	type ZokoRequest,
} from '../api/request';
import { isRecord, requiredText, toText } from '../message/checks';
import { InvalidInput } from '../message/invalid-input';
import { LIMITS } from '../message/limits';
import { deliver, type Parcel } from '../sending/deliver';
import type { Surroundings } from '../sending/policy';
import { problemOf } from '../api/node-error';

/** Further tries of a request that Zoko certainly did not carry out, or that only reads. */
const MAX_RETRIES = 3;

/** Why an item has no result although nothing went wrong with it. */
export const STOPPED = new ZokoError({
	category: 'unreachable',
	retryable: true,
	message: 'The execution was stopped before this was done',
	advice: 'Run it again.',
});

/** What a request is expected to bring; `anything` also takes an empty answer. */
type Shape = 'record' | 'list' | 'anything';
type More = Pick<ZokoRequest, 'query' | 'body'>;

/** What the items of one execution share. */
export interface Run {
	/** Milliseconds since 1970. */
	startedAt: number;
	/** Lists that were read for an earlier item. */
	lists: Map<string, Promise<IDataObject[]>>;
	/** When the list of customers was asked for last; Zoko gives it rarely. */
	customersReadAt?: number;
}

/** One item of an operation that is not a send: its parameters, and the way to Zoko. */
export class RunItem implements Parcel {
	readonly lane: string;
	readonly requests: RequestContext;

	constructor(
		private readonly context: IExecuteFunctions,
		readonly connection: Connection,
		readonly index: number,
		readonly surroundings: Surroundings,
		readonly run: Run,
	) {
		this.lane = String(index);
		this.requests = requestContext(context);
	}

	/** The value of a parameter; of a picker, what was picked. */
	get(name: string): unknown {
		const value: unknown = this.context.getNodeParameter(name, this.index, null, {
			skipValidation: true,
		});
		return isRecord(value) && '__rl' in value ? value.value : value;
	}

	/** The values of a collection. */
	group(name: string): Record<string, unknown> {
		const value = this.get(name);
		return isRecord(value) ? value : {};
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

	/** Milliseconds that a list may be old to count as read in this execution. */
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

	/** What was read under a key for an earlier item, or else what `read` gives. */
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
	 * One request, again where that is safe.
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
			const answer = await zokoRequest(this.requests, this.connection, request);
			if (!hasShape(answer.body, shape)) throw failed(answer, effect, this.connection);
			return answer.body;
		});
	}

	/**
	 * Does something that asks Zoko, and again with growing pauses while Zoko is busy or away.
	 * @throws what the last try threw
	 */
	async attempt<Result>(action: () => Promise<Result>, maxRetries = MAX_RETRIES): Promise<Result> {
		const transport = {
			send: action,
			judge(error: unknown) {
				const { retryable, retryAfter } = problemOf(error);
				return { verdict: retryable ? 'not_taken' : 'final', retryAfter } as const;
			},
		};
		const [outcome] = await deliver(
			[{ lane: this.lane }],
			transport,
			{ ...ONE_BY_ONE, maxRetries },
			this.surroundings,
		);
		if (outcome?.state === 'sent') return outcome.result;
		throw outcome?.state === 'failed' ? outcome.error : STOPPED;
	}
}

/** How items follow each other unless their operation says otherwise. */
export const ONE_BY_ONE = {
	maxInFlight: 1,
	maxPerSecond: 0,
	maxRetries: 0,
	retryUncertain: false,
	stopOnFailure: true,
};

/** A fault inside a success, or a web page in place of the API, is not taken for an answer. */
function hasShape(body: unknown, shape: Shape): boolean {
	if (isRecord(body) && typeof body.type === 'string' && Number(body.status) >= 400) return false;
	if (shape === 'list') return Array.isArray(body);
	if (shape === 'record') return isRecord(body);
	return typeof body !== 'string' || body.trim() === '';
}

/**
 * Values as part of a path. An id of dots alone would climb up in it.
 * @throws InvalidInput
 */
export function pathOf(...segments: string[]): string {
	return segments
		.map((segment) => {
			if (!/^\.+$/.test(segment)) return `/${encodeURIComponent(segment)}`;
			throw new InvalidInput(`'${segment}' is not an ID`, 'Take the ID from Zoko.');
		})
		.join('');
}

/**
 * Several values from a list, from JSON text of one, or from text that separates them.
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
