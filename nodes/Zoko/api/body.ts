/** The part of a response's stream that reading it needs; n8n hands over Node's own. */
interface BodyStream extends AsyncIterable<unknown> {
	destroy(): void;
}

/** Whether n8n handed over a stream, as it was asked to. */
export function isStream(body: unknown): body is BodyStream {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/**
 * Reads a body up to a size, and no longer than a signal allows.
 * @param maxBytes anything beyond is cut off, and not waited for
 * @returns the text, and whether it is whole: it may be cut, broken off, or out of time
 */
export async function readText(
	body: BodyStream,
	maxBytes: number,
	signal: AbortSignal,
): Promise<{ text: string; whole: boolean }> {
	const decoder = new TextDecoder();
	const stop = () => body.destroy();
	let text = '';
	let left = maxBytes;
	signal.addEventListener('abort', stop);
	try {
		for await (const chunk of body) {
			const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
			text += decoder.decode(bytes.subarray(0, left), { stream: true });
			left -= bytes.length;
			if (left < 0) {
				body.destroy();
				return { text, whole: false };
			}
		}
		return { text: text + decoder.decode(), whole: !signal.aborted };
	} catch {
		return { text, whole: false };
	} finally {
		signal.removeEventListener('abort', stop);
	}
}

/** The value of a JSON text, or the text itself. */
export function jsonOrText(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
