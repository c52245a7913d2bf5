// npm run live: this package's assumptions beside the real Zoko. Reads only, unless told more:
//
//   --phone +…             also sends the thirteen messages to this phone, after a yes
//   --webhook https://…    also registers a webhook of its own at this address, and removes it again
//   --message <id>         also reads this message and its history
//   --port <number>        where the address of --webhook leads to on this machine (5698)
//   --media <type>=<url>   a public file of yours, for image, video, document, audio or sticker
//   --patience <seconds>   how long to wait for each tap or answer (120)
//   --quiet <seconds>      how long nothing has to come until a webhook counts as disabled (30)
//   --to <folder>          where live-report.md and live-report.json go (the top of the clone)
//
// ZOKO_API_KEY is the key; ZOKO_BASE_URL another address of Zoko, or an emulator on this machine.
import { Advice, main } from './lib/advice.mjs';
import { readOptions } from './lib/options.mjs';
import { ensureDependencies, ROOT } from './lib/project.mjs';
import { beforeStop } from './lib/processes.mjs';
import { say, steps } from './lib/progress.mjs';

const SHAPE = {
	phone: { type: 'string' },
	webhook: { type: 'string' },
	message: { type: 'string' },
	port: { type: 'string', default: '5698' },
	media: { type: 'string', multiple: true, default: [] },
	patience: { type: 'string', default: '120' },
	quiet: { type: 'string', default: '30' },
	to: { type: 'string', default: ROOT },
};

/** @throws {Advice} naming what is wrong */
function readLiveOptions() {
	const values = readOptions('npm run live -- [--phone +…] [--webhook https://…]', SHAPE);
	const number = (name, most) => {
		const value = Number(values[name]);
		if (value > 0 && value <= most) return value;
		throw new Advice(`--${name} takes a number up to ${most}.`);
	};
	const phone = values.phone?.replace(/[\s()-]/g, '');
	if (phone !== undefined && !/^\+[1-9]\d{6,14}$/.test(phone))
		throw new Advice(
			'--phone takes a number with plus sign and country code, such as +919876543201.',
		);
	return {
		...values,
		phone,
		port: number('port', 65_535),
		patienceMs: number('patience', 3_600) * 1_000,
		quietMs: number('quiet', 600) * 1_000,
	};
}

/** The files of --media over those of the command's own. */
function readMedia(given, defaults) {
	const pairs = given.map((text) => {
		const [, type = '', url = ''] = /^(\w+)=(https?:\/\/\S+)$/.exec(text) ?? [];
		if (type in defaults) return [type, url];
		throw new Advice(
			`--media takes ${Object.keys(defaults).join(', ')}, as in --media image=https://shop.example/a.jpg.`,
		);
	});
	return { ...defaults, ...Object.fromEntries(pairs) };
}

function readAddress(text, local) {
	if (text === undefined) return undefined;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url?.protocol === 'https:' || (local && url?.protocol === 'http:'))
		return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
	throw new Advice(
		'--webhook takes an https address that reaches this machine, such as that of a tunnel.',
	);
}

await main(async () => {
	const options = readLiveOptions();
	const key = process.env.ZOKO_API_KEY?.trim();
	if (!key) {
		throw new Advice(
			'Give the API key of the account in the environment variable ZOKO_API_KEY. It is sent to Zoko alone, and written nowhere.',
		);
	}
	await ensureDependencies();
	const { Client, readBaseUrl } = await import('./live/client.mjs');
	const { MEDIA } = await import('./live/sends.mjs');
	const { runLive } = await import('./live/run.mjs');
	const { writeReport } = await import('./live/report.mjs');
	const { address: baseUrl, local } = readBaseUrl(process.env.ZOKO_BASE_URL);
	const media = readMedia(options.media, MEDIA);
	const webhook = readAddress(options.webhook, local);
	const run = { host: local ? 'an emulator' : new URL(baseUrl).host, parts: ['reads'] };

	const step = steps(3 + Number(options.phone !== undefined) + Number(webhook !== undefined));
	const client = new Client(baseUrl, key);
	const notes = await runLive(client, { ...options, webhook, media, run, step, beforeStop });
	const { counts } = await step('Report', () => writeReport(notes, run, options.to));
	say(
		Object.entries(counts)
			.map(([result, count]) => `${count} ${result}`)
			.join(', '),
	);
	say(`live-report.md, live-report.json: ${options.to}`);
});
