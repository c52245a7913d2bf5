// What the scripts print while they work.
const tty = process.stdout.isTTY === true;

/** '4 s', '3 min 05 s' @param {number} ms */
export function duration(ms) {
	const seconds = Math.round(ms / 1000);
	const rest = String(seconds % 60).padStart(2, '0');
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${rest} s`;
}

/**
 * Shows that a long piece of work goes on: a line that changes every second on a terminal, a new line
 * every ten seconds elsewhere.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @param {() => string | Promise<string>} [detail] how far it is
 * @returns {Promise<T>}
 */
export async function withProgress(label, work, detail = () => '') {
	const started = Date.now();
	const show = async () => {
		const more = await detail();
		const line = `      ${label}: ${duration(Date.now() - started)}${more ? `, ${more}` : ''}`;
		if (tty) process.stdout.write(`\r\x1b[2K${line.slice(0, (process.stdout.columns ?? 80) - 1)}`);
		else console.log(line);
	};
	const timer = setInterval(() => void show(), tty ? 1_000 : 10_000);
	try {
		return await work();
	} finally {
		clearInterval(timer);
		if (tty) process.stdout.write('\r\x1b[2K');
	}
}

/**
 * Numbered steps. @param {number} total
 * @returns {<T>(title: string, work: () => Promise<T>) => Promise<T>}
 */
export function steps(total) {
	let number = 0;
	return async (title, work) => {
		console.log(`[${++number}/${total}] ${title}`);
		const started = Date.now();
		const result = await work();
		console.log(`      done in ${duration(Date.now() - started)}`);
		return result;
	};
}

/** One line under the current step. */
export const say = (text) => console.log(`      ${text.replaceAll('\n', '\n      ')}`);
