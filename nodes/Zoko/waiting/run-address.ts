import type { IWebhookFunctions } from 'n8n-workflow';
import type { RunToken } from './token';

/** Where this n8n can be called. */
export interface OwnAddress {
	url: string;
	/** Whether it is a socket at which this process itself was called. */
	isLocal: boolean;
}

/**
 * The socket at which this process was last called, and what a proxy removes from the public path.
 */
let socket: { origin: string; prefix: string } | undefined;

/** Remembers where this n8n can be called without leaving its machine. */
export function rememberSocket(context: IWebhookFunctions): void {
	const origin = localOrigin(context);
	if (origin !== undefined) socket = { origin, prefix: socket?.prefix ?? prefixOf(context) };
}

/**
 * The addresses behind a public URL of this n8n: the socket at which it was called, because n8n
 * often cannot reach itself at its public address, and the public one. Both are this n8n, so nobody
 * else sees what is sent there.
 */
export function ownAddresses(url: string): OwnAddress[] {
	const atPublic = { url, isLocal: false };
	if (socket === undefined) return [atPublic];
	const { pathname, search } = new URL(url);
	const path = pathname.slice(socket.prefix.length) + search;
	return [{ url: socket.origin + path, isLocal: true }, atPublic];
}

/** The public address of this n8n's waiting runs, without the part that tells them apart. */
export function runBase(context: IWebhookFunctions): string {
	const { origin, pathname } = new URL(
		String(context.evaluateExpression('{{ $execution.resumeUrl }}')),
	);
	return origin + pathname.replace(/[^/]*$/, '');
}

/**
 * The addresses of one waiting run.
 * @param base see `runBase`
 */
export function runAddresses(
	base: string,
	{ executionId, key }: Pick<RunToken, 'executionId' | 'key'>,
): OwnAddress[] {
	const signature = Buffer.from(key, 'base64url').toString('hex');
	return ownAddresses(`${base}${executionId}?signature=${signature}`);
}

/** The part of n8n's public path that a proxy removes before n8n sees it. */
function prefixOf(context: IWebhookFunctions): string {
	const { originalUrl } = context.getRequestObject();
	const first = /^\/[^/]+\//.exec(originalUrl)?.[0] ?? '/';
	const { pathname } = new URL(String(context.getNodeWebhookUrl('default')));
	return pathname.slice(0, Math.max(0, pathname.indexOf(first)));
}

function localOrigin(context: IWebhookFunctions): string | undefined {
	const { socket: called } = context.getRequestObject();
	const { localAddress, localPort } = called ?? {};
	if (!localAddress || !localPort || localAddress.includes('%')) return undefined;
	const scheme = 'encrypted' in called ? 'https' : 'http';
	const address = localAddress.replace(/^::ffff:/, '');
	return `${scheme}://${address.includes(':') ? `[${address}]` : address}:${localPort}`;
}
