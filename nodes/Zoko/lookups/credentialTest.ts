import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IHttpRequestOptions,
	INode,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { Connection, type RequestContext } from '../api/connection';
import { problemOf } from '../errors/node-error';
import { ADDRESS_ADVICE } from '../errors/problem';

/** Milliseconds; a person is watching. */
const TIMEOUT = 15_000;

/**
 * The editor's test of the credential: asks for the teams, which changes nothing. Errors have the
 * same words as in the nodes.
 */
export async function testZokoApi(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const connection = new Connection(contextOf(this, data), data);
		const answer = await connection.request({
			method: 'GET',
			path: '/agent/teams',
			effect: 'reads',
			timeout: TIMEOUT,
		});
		// Any web server answers 200.
		if (!Array.isArray(answer.body)) throw connection.failed(answer, 'reads');
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		const { message, category, advice } = problemOf(error);
		// Every account has a list of teams: an address without one is not that of Zoko's API.
		const remedy = category === 'not_found' ? ADDRESS_ADVICE.baseUrl : advice;
		return { status: 'Error', message: `${message.replace(/[.\s]+$/, '')}. ${remedy}` };
	}
}

/**
 * A credential is tested without a node, and there n8n (2.41) offers only its old way of making
 * requests.
 */
function contextOf(
	{ helpers, logger }: ICredentialTestFunctions,
	data: ICredentialDataDecryptedObject,
): RequestContext {
	const ask = async (_type: string, { method, url }: IHttpRequestOptions) =>
		await helpers.request({
			method,
			uri: url,
			headers: { accept: 'application/json', apikey: String(data.apiKey).trim() },
			timeout: TIMEOUT,
			useStream: true,
			resolveWithFullResponse: true,
			simple: false,
			// Another host would get the key.
			followRedirect: false,
		});
	return {
		helpers: { httpRequestWithAuthentication: ask },
		logger,
		getCredentials: async () => data,
		getNode: () => ({}) as INode,
	} as unknown as RequestContext;
}
