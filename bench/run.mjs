// Starts the sink and the contenders, and lets them take turns, so that all meet the same machine.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { median } from './report.mjs';

const file = (name) => new URL(name, import.meta.url);

/** A child process that answers each message with one. */
class Child {
	constructor(name, args, env) {
		this.process = fork(file(name), args, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
	}

	async next() {
		const stop = new AbortController();
		const { signal } = stop;
		try {
			const [message] = await Promise.race([
				once(this.process, 'message', { signal }),
				once(this.process, 'exit', { signal }).then(([code, killed]) => {
					throw new Error(`A process of the bench ended with ${code ?? killed}`);
				}),
			]);
			return message;
		} finally {
			stop.abort();
		}
	}

	async ask(message) {
		this.process.send(message);
		return await this.next();
	}

	end() {
		this.process.kill('SIGKILL');
	}
}

/**
 * Measures every contender in every case; each has a process of its own.
 * @param {{ name: string, contender: string, inFlight?: number, most?: number, rounds?: number }[]}
 *   contenders `most` items and `rounds` are limits of its own
 * @param {{ latencyMs: number, count: number, rounds: number }[]} cases
 * @param {{ n8nFolder?: string, env: object, onCase: (text: string) => void }} options
 * @returns {Promise<object[]>} one row per contender and case, with the medians of the rounds
 */
export async function runBench(contenders, cases, { n8nFolder, env, onCase }) {
	const sink = new Child('sink.mjs', [], env);
	const children = [];
	try {
		const { port } = await sink.next();
		const baseUrl = `http://127.0.0.1:${port}`;
		for (const contender of contenders) {
			const settings = JSON.stringify({ ...contender, baseUrl, n8nFolder });
			const child = new Child('contender.mjs', [settings], env);
			children.push(child);
			await child.next();
			// Warm: compiled code and opened files are not what is compared.
			await child.ask({ count: 300 });
		}
		const rows = [];
		for (const { latencyMs, count, rounds } of cases) {
			onCase(`${count} items at ${latencyMs} ms`);
			const measured = contenders.map(() => []);
			for (let round = 0; round < rounds; round++) {
				for (const [index, contender] of contenders.entries()) {
					const { most = Infinity, rounds: mostRounds = Infinity } = contender;
					if (count > most || round >= mostRounds) continue;
					await sink.ask({ setLatencyMs: latencyMs });
					const { result, error } = await children[index].ask({ count });
					const { requests, maxInFlight } = await sink.ask({});
					measured[index].push({ ...result, error, requests, maxInFlight });
				}
			}
			contenders.forEach((contender, index) => {
				rows.push(rowOf(contender, { latencyMs, count }, measured[index]));
			});
		}
		return rows;
	} finally {
		for (const child of [sink, ...children]) child.end();
	}
}

function rowOf({ name, contender, inFlight }, { latencyMs, count }, rounds) {
	const row = { name, contender, inFlight, latencyMs, count, rounds: rounds.length };
	const error = rounds.find((round) => round.error)?.error;
	if (rounds.length === 0 || error) return { ...row, error: error ?? 'not measured' };
	const middle = (pick) => median(rounds.map(pick));
	return {
		...row,
		perSecond: middle(({ ms }) => count / (ms / 1000)),
		cpuPerItem: middle(({ cpuMs }) => cpuMs / count),
		peakMb: middle(({ peakMb }) => peakMb),
		requestsPerItem: Math.max(...rounds.map(({ requests }) => requests)) / count,
		maxInFlight: Math.max(...rounds.map(({ maxInFlight }) => maxInFlight)),
	};
}
