// Ends the process groups of a script whose own process is gone without having stopped them, for
// example after kill -9. It reads `+<group>` and `-<group>` from standard input, which ends with the
// script.
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const groups = new Set();

function signalAll(signal) {
	for (const group of groups) {
		try {
			process.kill(-group, signal);
		} catch {
			groups.delete(group);
		}
	}
}

// Ctrl-C is for the script: what it does about it shows here as `-<group>` or as the end of input.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
	const group = Number(line.slice(1));
	if (line.startsWith('+')) groups.add(group);
	else groups.delete(group);
}
signalAll('SIGTERM');
for (const end = Date.now() + 10_000; groups.size > 0 && Date.now() < end; ) {
	await sleep(200);
	signalAll(0);
}
signalAll('SIGKILL');
