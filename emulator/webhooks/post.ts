/** One attempt to post an event and what came of it. */
export interface Attempt {
	/** 1 for the first. */
	number: number;
	/** Epoch milliseconds. */
	at: number;
	httpStatus?: number;
	/** How the answer's body begins. */
	answer?: string;
	/** Why there was no answer. */
	error?: string;
	tookMs: number;
}

/** Characters of an answer that are kept to be shown. */
const ANSWER_SIZE = 500;

/**
 * Posts an event as Zoko does: JSON, no signature, a Java client's name. Redirects are not followed,
 * and the query string is left out unless `keepQuery`. Never throws.
 */
export async function postEvent(
	url: string,
	payload: object,
	timeoutMs: number,
	keepQuery: boolean,
): Promise<Pick<Attempt, 'httpStatus' | 'answer' | 'error' | 'tookMs'>> {
	const started = performance.now();
	const took = () => Math.round(performance.now() - started);
	try {
		const target = new URL(url);
		if (!keepQuery) target.search = '';
		const response = await fetch(target, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'user-agent': 'unirest-java' },
			body: JSON.stringify(payload),
			redirect: 'manual',
			signal: AbortSignal.timeout(timeoutMs),
		});
		const tookMs = took();
		// The body has to be read for the connection to be used again; Zoko does not care what it says.
		const body = await response.text().catch(() => '');
		const answer = body.length > ANSWER_SIZE ? `${body.slice(0, ANSWER_SIZE)}…` : body;
		return { httpStatus: response.status, ...(answer && { answer }), tookMs };
	} catch (error) {
		const { name, message, cause } = error as Error & { cause?: { code?: string } };
		const reason = name === 'TimeoutError' ? `no answer within ${timeoutMs} ms` : undefined;
		return { error: reason ?? cause?.code ?? message, tookMs: took() };
	}
}
