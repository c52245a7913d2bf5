import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestMethods,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { isRecord } from '../message/checks';
import { isPrivateHost } from '../message/host';
import {
	problemFromAnswer,
	problemFromFault,
	ZokoError,
	type Answer,
	type Effect,
	type Problem,
} from './errors';

export const DEFAULT_BASE_URL = 'https://chat.zoko.io/v2';

/** Time to wait for an answer, in milliseconds. Zoko states none; sends usually take under 2 s. */
export const DEFAULT_TIMEOUT = 30_000;

/** The part of n8n's contexts that requests need; every kind of context has it. */
export interface RequestContext {
	getCredentials(type: string): Promise<ICredentialDataDecryptedObject>;
	helpers: {
		httpRequestWithAuthentication(
			this: unknown,
			type: string,
			options: IHttpRequestOptions,
			more?: { credentialsDecrypted: Decrypted },
		): Promise<unknown>;
	};
}

/**
 * n8n's contexts share what requests need, but declare it in interfaces that differ; this is the
 * one place that says so.
 */
export function requestContext(context: object): RequestContext {
	return context as RequestContext;
}

interface Decrypted {
	id: string;
	name: string;
	type: string;
	data: ICredentialDataDecryptedObject;
}

/** An account, opened once per execution so that the credential is decrypted once. */
export interface Connection {
	baseUrl: string;
	host: string;
	/** Whether Zoko itself is on this machine or network, as the emulator is. */
	isLocal: boolean;
	defaultCountry: string;
	credentials: Decrypted;
}

export interface ZokoRequest {
	method: IHttpRequestMethods;
	/** Path below the base URL, with a leading slash; ids in it are encoded. */
	path: string;
	effect: Effect;
	query?: IDataObject;
	body?: object;
	/** Milliseconds. */
	timeout?: number;
}

/**
 * Reads the credential of the node.
 * @throws ZokoError when the base URL is not one
 */
export async function connect(context: RequestContext): Promise<Connection> {
	const data = await context.getCredentials('zokoApi');
	const baseUrl = String(data.baseUrl || DEFAULT_BASE_URL)
		.trim()
		.replace(/\/+$/, '');
	if (!URL.canParse(baseUrl)) {
		throw new ZokoError(problemFromFault('ERR_INVALID_URL', '', `'${baseUrl}'`, 'reads'));
	}
	const url = new URL(baseUrl);
	return {
		baseUrl,
		host: url.host,
		isLocal: isPrivateHost(url.hostname),
		defaultCountry: String(data.defaultCountry ?? ''),
		credentials: { id: '', name: '', type: 'zokoApi', data: { ...data, baseUrl } },
	};
}

/**
 * The only place that talks to Zoko. One request, whatever the answer: n8n's helper would repeat
 * a 401 and follow redirects with the key if it saw them as errors.
 * @returns the answer when its status is 2xx
 * @throws ZokoError for every other outcome
 */
export async function zokoRequest(
	context: RequestContext,
	connection: Connection,
	request: ZokoRequest,
): Promise<Answer> {
	const { method, path, effect, query, body } = request;
	const options: IHttpRequestOptions = {
		method,
		url: `${connection.baseUrl}${path}`,
		json: true,
		timeout: request.timeout ?? DEFAULT_TIMEOUT,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		...(query && { qs: query }),
		...(body && { body: body as IDataObject }),
	};
	let response: IN8nHttpFullResponse;
	try {
		response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			'zokoApi',
			options,
			{ credentialsDecrypted: connection.credentials },
		)) as IN8nHttpFullResponse;
	} catch (error) {
		const { code, detail } = faultOf(error);
		const problem = problemFromFault(code, detail, connection.host, effect);
		const fault = new ZokoError(withoutKey(problem, connection));
		throw fault;
	}
	const answer: Answer = {
		status: response.statusCode,
		headers: response.headers ?? {},
		body: response.body,
	};
	if (answer.status >= 200 && answer.status < 300) return answer;
	throw failed(answer, effect, connection);
}

/** The error for an answer that is not the expected success. */
export function failed(answer: Answer, effect: Effect, connection: Connection): ZokoError {
	return new ZokoError(withoutKey(problemFromAnswer(answer, effect), connection));
}

function withoutKey(problem: Problem, connection: Connection): Problem {
	return { ...problem, message: masked(problem.message, connection) };
}

/** A server may echo the key in what it says; the user never gets to see it. */
export function masked(text: string, { credentials }: Connection): string {
	const key = String(credentials.data.apiKey ?? '');
	return key.length < 4 ? text : text.split(key).join('[API key]');
}

/** n8n wraps the HTTP client's error, in ways that differ between its versions. */
function faultOf(error: unknown): { code: string | undefined; detail: string } {
	let detail = '';
	let current: unknown = error;
	for (let depth = 0; depth < 5 && isRecord(current); depth++) {
		const { code, message, httpCode, name } = current;
		if (typeof message === 'string') detail += ` ${message}`;
		if (name === 'CanceledError') return { code: 'ERR_CANCELED', detail };
		for (const candidate of [code, httpCode]) {
			if (typeof candidate === 'string' && /^[A-Z][A-Z_]+[A-Z0-9_]*$/.test(candidate)) {
				return { code: candidate, detail };
			}
		}
		current = current.cause ?? current.reason ?? current.errorResponse;
	}
	return { code: undefined, detail };
}
