// Errors that a person can act on, and the frame that every script runs in.
import { interrupted, onInterrupt, stopAll } from './processes.mjs';

/** An expected failure: its message says what happened and what to do next; printed without a stack. */
export class Advice extends Error {
	name = 'Advice';
}

/**
 * Runs a script: prints an Advice as it is and anything else with its stack, stops every process that
 * the script started, and sets the exit code (130 for Ctrl-C, 143 for SIGTERM, as shells expect).
 * @param {() => Promise<number | void>} script resolves to the exit code; nothing means 0
 */
export async function main(script) {
	onInterrupt();
	let code = 1;
	try {
		code = (await script()) ?? 0;
	} catch (error) {
		// What fails while everything is being stopped is no news; the signal's handler ends the process.
		if (interrupted()) await new Promise(() => {});
		console.error(`\n${error instanceof Advice ? error.message : (error?.stack ?? error)}\n`);
	}
	await stopAll();
	process.exit(code);
}
