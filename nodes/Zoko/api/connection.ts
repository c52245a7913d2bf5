import { createHash, createHmac } from 'node:crypto';
import type {
	IAllExecuteFunctions,
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { isSuccess, problemFromAnswer, type Answer } from '../errors/answer';
import { faultOf, problemFromFault, type Fault } from '../errors/fault';
import { InvalidInput } from '../errors/invalid-input';
import { ZokoError, type Effect } from '../errors/problem';
import { excerpt, parsedUrl } from '../values';
import { isStream, jsonOrText, readText } from './body';
import { isPrivateHost } from './host';
import { Mask } from './mask';

const DEFAULT_BASE_URL = 'https://chat.zoko.io/v2';

/** Time to wait for an answer, in milliseconds. Zoko states none; sends usually take under 2 s. */
export const DEFAULT_TIMEOUT = 30_000;

/**
 * How much of an answer is read, in bytes. A large account's list of templates was 1.3 MB; the
 * answer to a send or a change has a few hundred bytes.
 */
const MAX_READ = 32 * 1024 * 1024;
const MAX_ANSWER = 1024 * 1024;

/** The part of n8n's contexts that requests need; every kind of context has it. */
export type RequestContext = Pick<
	IAllExecuteFunctions,
	'getCredentials' | 'getNode' | 'helpers' | 'logger'
>;

/** A request to Zoko. */
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
 * Opens the account of the node's credential.
 * @throws InvalidInput when its base URL is no address, or its key holds what no key has
 * @throws ZokoError when n8n does not hand over the credential, for example because it was deleted
 */
export async function connect(context: RequestContext): Promise<Connection> {
	const data = await context.getCredentials('zokoApi').catch((error: unknown) => {
		throw withoutCredential(error);
	});
	return new Connection(context, data);
}

function withoutCredential(error: unknown): ZokoError {
	const words = error instanceof Error ? error.message : String(error);
	return new ZokoError({
		category: 'authentication',
		retryable: false,
		message: `n8n does not give this node its Zoko credential: ${excerpt(words, 200)}`,
		advice:
			'If it was deleted, pick or create another one in the node. Publish the workflow again if it is published.',
	});
}

/** An account at Zoko that can be asked. The only place that talks to Zoko. */
export class Connection {
	readonly baseUrl: string;
	readonly host: string;
	/** Zoko itself is on this machine or in its network, as the emulator is. */
	readonly isLocal: boolean;
	readonly defaultCountry: string;
	private readonly mask: Mask;

	/** @throws InvalidInput when the base URL is no address, or the key holds what no key has */
	constructor(
		private readonly context: RequestContext,
		private readonly data: ICredentialDataDecryptedObject,
	) {
		this.mask = new Mask(keyIn(data));
		const url = baseUrlIn(data);
		this.baseUrl = url.href.replace(/\/+$/, '');
		this.host = this.mask.text(url.host);
		this.isLocal = isPrivateHost(url.hostname);
		this.defaultCountry = String(data.defaultCountry ?? '');
	}

	/** Tells accounts apart in memory, without keeping their keys. */
	get account(): string {
		return createHash('sha256')
			.update(`${this.baseUrl}\n${String(this.data.apiKey)}`)
			.digest('hex');
	}

	/** What only holders of the account's API key can make of a text: HMAC-SHA256, as hex. */
	sign(text: string): string {
		return createHmac('sha256', keyIn(this.data)).update(text).digest('hex');
	}

	/**
	 * One request, whatever the answer: n8n's helper would repeat a 401 and follow redirects with the
	 * key if it saw them as errors. The time limit spans everything from the first byte of the
	 * request to the last of the answer.
	 * @returns the answer when its status is 2xx, without the API key in case Zoko echoes it
	 * @throws ZokoError for every other outcome
	 */
	async request(request: ZokoRequest): Promise<Answer> {
		const answer = await this.ask(request);
		if (isSuccess(answer.status)) return answer;
		throw this.failed(answer, request.effect);
	}

	/** The error for an answer that is not the expected success. */
	failed(answer: Answer, effect: Effect): ZokoError {
		return new ZokoError(problemFromAnswer(answer, effect));
	}

	private async ask(request: ZokoRequest): Promise<Answer> {
		const { method, path, effect, query, body } = request;
		const deadline = AbortSignal.timeout(request.timeout ?? DEFAULT_TIMEOUT);
		const signal = this.until(deadline, effect);
		const options: IHttpRequestOptions = {
			method,
			url: `${this.baseUrl}${path}`,
			json: true,
			encoding: 'stream',
			abortSignal: signal,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			...(query && { qs: query }),
			...(body && { body: body as IDataObject }),
		};
		const broken = (fault: Fault) => {
			const code = deadline.aborted ? 'ETIMEDOUT' : signal.aborted ? 'ERR_CANCELED' : fault.code;
			return new ZokoError(problemFromFault({ ...fault, code }, this.host, effect));
		};
		let response: IN8nHttpFullResponse;
		try {
			response = (await this.context.helpers.httpRequestWithAuthentication.call(
				bare(this.context) as IAllExecuteFunctions,
				'zokoApi',
				options,
				// Passed along, because n8n would otherwise decrypt it for each request.
				{ credentialsDecrypted: { id: '', name: '', type: 'zokoApi', data: this.data } },
			)) as IN8nHttpFullResponse;
		} catch (error) {
			throw broken(faultOf(error));
		}
		const { statusCode: status, headers = {}, body: answered } = response;
		if (!isStream(answered)) return { status, headers, body: this.mask.value(answered) };
		const maxBytes = effect === 'reads' ? MAX_READ : MAX_ANSWER;
		const { text, whole } = await readText(answered, maxBytes, signal);
		// The status alone makes a refusal, even if its words were cut off.
		if (!whole && isSuccess(status)) throw broken({ neverSent: false });
		return { status, headers, body: this.mask.value(jsonOrText(text)) };
	}

	/**
	 * When a request is given up: at its deadline and, unless it sends something, when the execution
	 * is stopped. A message would go out all the same, and nobody would learn of it.
	 */
	private until(deadline: AbortSignal, effect: Effect): AbortSignal {
		const { getExecutionCancelSignal } = this.context as Partial<IExecuteFunctions>;
		const stop = getExecutionCancelSignal?.call(this.context);
		return stop && effect !== 'sends' ? AbortSignal.any([deadline, stop]) : deadline;
	}
}

/**
 * The API key of a credential.
 * @throws InvalidInput when no header can hold it (RFC 9110, 5.5), and the request would fail as if
 * it had been sent; or when it has a space, because more than the key was copied
 */
function keyIn({ apiKey }: ICredentialDataDecryptedObject): string {
	const key = String(apiKey ?? '').trim();
	if (/^[\x21-\x7e]*$/.test(key)) return key;
	throw new InvalidInput(
		"'API Key' of the Zoko credential holds a character that no key has",
		'Copy it from Zoko again, without anything around it.',
	);
}

/**
 * The base URL of a credential.
 * @throws InvalidInput, which does not quote it, because people paste the API key there
 */
function baseUrlIn({ baseUrl }: ICredentialDataDecryptedObject): URL {
	const text = String(baseUrl || DEFAULT_BASE_URL).trim();
	const url = parsedUrl(text);
	const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
	if (url && isWeb && /^https?:\/\/[^/?#\\@]+(\/[^?#\\]*)?$/i.test(text)) return url;
	throw new InvalidInput(
		"'Base URL' of the Zoko credential is not a web address",
		'Set it to https://chat.zoko.io/v2, with https:// in front and the version at the end.',
	);
}

/** A context without the execution's own signal, which would replace the one that is passed in. */
function bare(context: RequestContext): RequestContext {
	const { helpers, logger } = context;
	return {
		helpers,
		logger,
		getCredentials: context.getCredentials.bind(context),
		getNode: context.getNode.bind(context),
	};
}
