// Counts of what passed and failed, and the closing line that the scripts share: `N passed, N failed`.
import { duration } from './progress.mjs';

/** Thrown by a check that cannot be made here: its message says why. It counts neither way. */
export class Skipped extends Error {
	name = 'Skipped';
}

/** A count of checks. */
export class Tally {
	passed = 0;
	failed = 0;
	skipped = 0;

	/** Adds the counts of a test runner. */
	add({ passed, failed }) {
		this.passed += passed;
		this.failed += failed;
	}

	/**
	 * Runs one named check and prints one line for it; a failure is printed and counted, not thrown.
	 * @param {string} name
	 * @param {() => Promise<string | void>} work throws when the check fails, and Skipped when it cannot
	 *   be made; may return a remark
	 * @returns {Promise<boolean>} whether it did not fail
	 */
	async check(name, work) {
		const started = Date.now();
		try {
			const remark = await work();
			this.passed++;
			console.log(
				`PASS  ${name} (${duration(Date.now() - started)}${remark ? `, ${remark}` : ''})`,
			);
			return true;
		} catch (error) {
			if (error instanceof Skipped) {
				this.skipped++;
				console.log(`SKIP  ${name}: ${error.message}`);
				return true;
			}
			this.failed++;
			// The message, and the line where it happened.
			const lines = (error.stack ?? String(error)).split('\n');
			const at =
				lines.find((line) => /^\s+at /.test(line) && !/node:|<anonymous>/.test(line)) ?? '';
			const text =
				error.name === 'Advice' ? error.message : `${error.message ?? error}\n${at.trim()}`;
			console.log(
				`FAIL  ${name} (${duration(Date.now() - started)})\n${text.replace(/^/gm, '      ')}`,
			);
			return false;
		}
	}

	/** Prints the closing line. @returns {number} the exit code */
	close() {
		if (this.skipped > 0) console.log(`${this.skipped} skipped`);
		console.log(`${this.passed} passed, ${this.failed} failed`);
		return this.failed === 0 && this.passed > 0 ? 0 : 1;
	}
}
