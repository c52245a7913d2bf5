import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { createEmulator } from '../emulator/load.mjs';

const USAGE = `Usage: npm run emulator -- [options]

  --port <number>        port of the page and the API (default 5699)
  --https-port <number>  listen for HTTPS too
  --certificate <file>   where to write the certificate that clients of HTTPS have to trust
                         (n8n: NODE_EXTRA_CA_CERTS=<file>)
  --host <address>       address to listen on (default 127.0.0.1)
  --allow-host <name>    another name under which it may be asked for, such as
                         host.docker.internal; may be given several times
  --key <text>           API key that requests must carry (default emulator-key)
  --delays <a,b,c>       milliseconds until sent, delivered and seen (default 400,900,2500);
                         "off" leaves every message accepted
`;

/** Settings for `--delays`: three numbers, or "off". */
function deliverySettings(text) {
	if (text === undefined) return {};
	if (text === 'off') return { deliveries: false };
	const [sent, delivered, seen] = text.split(',').map(Number);
	if (![sent, delivered, seen].every((delay) => delay >= 0)) {
		throw new Error('--delays takes three numbers such as 400,900,2500, or "off"');
	}
	return { delays: { sent, delivered, seen } };
}

function readPort(flag, text) {
	const port = Number(text);
	if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
	throw new Error(`${flag} takes a number from 0 to 65535`);
}

async function main() {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '5699' },
			'https-port': { type: 'string' },
			certificate: { type: 'string' },
			host: { type: 'string', default: '127.0.0.1' },
			'allow-host': { type: 'string', multiple: true },
			key: { type: 'string' },
			delays: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const httpsPort = values['https-port'];
	if (values.certificate !== undefined && httpsPort === undefined) {
		throw new Error('--certificate needs --https-port');
	}
	const emulator = await createEmulator({
		port: readPort('--port', values.port),
		httpsPort: httpsPort === undefined ? undefined : readPort('--https-port', httpsPort),
		host: values.host,
		allowedHosts: values['allow-host'],
		apiKey: values.key,
		settings: deliverySettings(values.delays),
	});
	const { secure } = emulator;
	if (values.certificate !== undefined) await writeFile(values.certificate, secure.certificate);
	console.log(`Zoko emulator
  Phones     ${emulator.url}
  Base URL   ${emulator.baseUrl}${secure ? `\n             ${secure.baseUrl}` : ''}
  API key    ${values.key === undefined ? emulator.apiKey : '(as given with --key)'}
  Stop with Ctrl-C`);
	const stop = () => void emulator.close().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

main().catch((error) => {
	console.error(error.code === 'EADDRINUSE' ? `Port is in use: ${error.message}` : error.message);
	process.exitCode = 1;
});
