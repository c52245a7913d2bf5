// What stands behind `npm run … --`.
import { parseArgs } from 'node:util';
import { Advice } from './advice.mjs';

/**
 * Reads the options of a command.
 * @param {string} use how the command is called, for who has called it wrong
 * @param {import('node:util').ParseArgsOptionsConfig} options
 * @throws {Advice}
 */
export function readOptions(use, options) {
	try {
		return parseArgs({ options }).values;
	} catch (error) {
		throw wrongUse(use, error.message);
	}
}

/**
 * The same for a command with scenarios, of which `--only` names some.
 * @param {string} use
 * @param {string[]} scenarios
 * @param {import('node:util').ParseArgsOptionsConfig} options those beside --only and --keep
 * @returns the options, and `names`, the scenarios to run
 * @throws {Advice}
 */
export function readScenarioOptions(use, scenarios, options) {
	const listed = `${use}\nScenarios: ${scenarios.join(', ')}`;
	const values = readOptions(listed, {
		only: { type: 'string' },
		keep: { type: 'boolean', default: false },
		...options,
	});
	const names = values.only?.split(',') ?? scenarios;
	const unknown = names.find((name) => !scenarios.includes(name));
	if (unknown !== undefined) throw wrongUse(listed, `There is no scenario '${unknown}'.`);
	return { ...values, names };
}

/** @param {string} use @param {string} problem */
export const wrongUse = (use, problem) => new Advice(`${problem}\nUse: ${use}`);
