/* eslint-disable @n8n/community-nodes/no-restricted-imports -- fetch takes no certificate to trust. */
import { request, type RequestOptions } from 'https';

import { createEmulator, type Emulator, type FaultKind, type FaultRule } from '../../emulator';
import { OPEN } from './harness';

interface Outcome {
	status?: number;
	text?: string;
	/** Code and words of the fault. */
	fault?: string;
	/** The TLS version, once the handshake was over. */
	protocol?: string;
}

describe('the secure server', () => {
	let emulator: Emulator;
	beforeAll(async () => {
		emulator = await createEmulator({ httpsPort: 0, settings: { deliveries: false } });
	});
	beforeEach(() => emulator.reset());
	afterAll(async () => await emulator.close());

	/** One request on a connection of its own. */
	const ask = async (options: RequestOptions = {}, patienceMs = 5000) =>
		await new Promise<Outcome>((resolve) => {
			let protocol: string | undefined;
			const sending = request(`${emulator.secure!.baseUrl}/message`, {
				method: 'POST',
				agent: false,
				ca: emulator.secure!.certificate,
				headers: { apikey: emulator.apiKey, 'content-type': 'application/json' },
				signal: AbortSignal.timeout(patienceMs),
				...options,
			});
			const failed = (error: NodeJS.ErrnoException) =>
				resolve({ fault: `${error.code} ${error.message}`, protocol });
			sending.on('socket', (socket) =>
				socket.once('secureConnect', () => {
					protocol = (socket as { getProtocol?: () => string }).getProtocol?.();
				}),
			);
			sending.on('error', failed);
			sending.on('response', (response) => {
				let text = '';
				response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
				response.on('error', failed);
				response.on('end', () => resolve({ status: response.statusCode, text, protocol }));
			});
			sending.end(
				JSON.stringify({ channel: 'whatsapp', recipient: OPEN, type: 'text', message: 'Hello' }),
			);
		});
	const with_ = (kind: FaultKind, rule: Partial<FaultRule> = {}, when?: 'before' | 'after') =>
		emulator.faults.add({ ...rule, faults: [{ kind, ...(when && { when }) }] });
	const accepted = () => emulator.store.book.length;

	test.each(['TLSv1.2', 'TLSv1.3'] as const)('speaks %s', async (version) => {
		emulator.settings.tlsVersion = version;
		expect(await ask()).toMatchObject({ status: 200, protocol: version });
		expect(accepted()).toBe(1);
	});

	test('has a certificate that nobody trusts unasked', async () => {
		expect((await ask({ ca: undefined })).fault).toMatch(/self-signed certificate/);
		expect(accepted()).toBe(0);
	});

	describe.each(['TLSv1.2', 'TLSv1.3'] as const)('breaks %s', (version) => {
		beforeEach(() => (emulator.settings.tlsVersion = version));

		// Each version of OpenSSL has its own words.
		test.each([
			['tlsPlainText', /wrong version number|packet length too long|bad record type/],
			['tlsOversized', /(packet|data|encrypted) length too long/],
			['tlsForeign', /bad record mac|decryption failed|cipher operation failed/],
			['tlsAlert', /alert bad record mac/],
			['reset', /ECONNRESET/],
		] as const)('with %s once the message was taken, or not', async (kind, words) => {
			for (const [when, taken] of [
				['after', 1],
				['before', 0],
			] as const) {
				emulator.reset();
				emulator.settings.tlsVersion = version;
				with_(kind, {}, when);
				const { fault, protocol } = await ask();
				expect(fault).toMatch(words);
				expect(protocol).toBe(version);
				expect(accepted()).toBe(taken);
				expect(emulator.requests.entries).toMatchObject([{ fault: kind, taken: taken === 1 }]);
			}
		});

		test.each([
			['tlsPlainText', 'before'],
			['tlsOversized', 'before'],
			['tlsForeign', 'before'],
			['tlsAlert', 'before'],
			['reset', 'before'],
			['tlsPlainText', 'after'],
			['tlsAlert', 'after'],
			['reset', 'after'],
		] as const)('with %s %s the first half of the handshake', async (kind, when) => {
			with_(kind, { operation: 'TLS handshake', next: 1 }, when);
			const { fault, protocol } = await ask();
			expect(fault).toMatch(/EPROTO|ECONNRESET|ERR_SSL/);
			expect(protocol).toBeUndefined();
			expect(accepted()).toBe(0);
			expect(emulator.requests.total).toBe(0);
			expect((await ask()).status).toBe(200);
		});

		test('by never ending the handshake', async () => {
			with_('timeout', { operation: 'TLS handshake' });
			expect(await ask({}, 200)).toMatchObject({ fault: expect.stringContaining('ABORT_ERR') });
			expect(emulator.requests.total).toBe(0);
		});
	});

	test('writes the same bytes over plain HTTP', async () => {
		with_('tlsPlainText');
		const response = await fetch(`${emulator.baseUrl}/message`, {
			method: 'POST',
			headers: { apikey: emulator.apiKey, 'content-type': 'application/json' },
			body: JSON.stringify({ channel: 'whatsapp', recipient: OPEN, type: 'text', message: 'a' }),
		});
		expect(response.status).toBe(502);
		expect(accepted()).toBe(1);
	});
});
