import { Advice } from '../../scripts/lib/advice.mjs';

/**
 * Checks that build on each other: after the first that fails the others are not reached.
 * @param {(name: string, work: () => Promise<unknown>) => Promise<boolean>} check
 * @param {Record<string, () => unknown>} steps by their name, in order
 * @param {() => Promise<unknown>} whenFailed called once, after the first failure
 */
export async function inOrder(check, steps, whenFailed) {
	let failed = false;
	for (const [name, work] of Object.entries(steps)) {
		const passed = await check(name, async () => {
			if (failed) throw new Advice('not reached');
			return await work();
		});
		if (!passed && !failed) await whenFailed();
		failed ||= !passed;
	}
}
