/** One attempt to post an event and what came of it. */
export interface Attempt {
	/** 1 for the first. */
	number: number;
	/** Epoch milliseconds. */
	at: number;
	httpStatus?: number;
	/** Why there was no answer. */
	error?: string;
	tookMs: number;
}

/**
 * Posts an event as Zoko does: JSON, no signature, a Java client's name. Redirects are not followed,
 * and the query string is left out unless `keepQuery`. Never throws.
 */
export async function postEvent(
	url: string,
	payload: object,
	timeoutMs: number,
	keepQuery: boolean,
): Promise<Pick<Attempt, 'httpStatus' | 'error' | 'tookMs'>> {
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
		// The body has to be read for the connection to be used again; what it says does not matter.
		await response.arrayBuffer().catch(() => undefined);
		return { httpStatus: response.status, tookMs };
	} catch (error) {
		const { name, message, cause } = error as Error & { cause?: { code?: string } };
		const reason = name === 'TimeoutError' ? `no answer within ${timeoutMs} ms` : undefined;
		return { error: reason ?? cause?.code ?? message, tookMs: took() };
	}
}
