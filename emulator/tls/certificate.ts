import { generate } from 'selfsigned';

const DAY_MS = 86_400_000;

/** A certificate that is its own authority, for this machine's names; and its key. Both are PEM. */
export async function makeCertificate(): Promise<{ cert: string; key: string }> {
	const { cert, private: key } = await generate([{ name: 'commonName', value: 'Zoko emulator' }], {
		keyType: 'ec',
		notAfterDate: new Date(Date.now() + 30 * DAY_MS),
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{ name: 'extKeyUsage', serverAuth: true },
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 2, value: 'localhost' },
					{ type: 7, ip: '127.0.0.1' },
				],
			},
		],
	});
	return { cert, key };
}
