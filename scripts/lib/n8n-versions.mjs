// The versions of n8n that the scripts can install, and what each of them needs. Of both major versions
// this is the newest one whose packages are all in the npm registry.
import { Advice } from './advice.mjs';

/** The n8n of npm start and of the end-to-end tests. */
export const N8N_VERSION = '2.41.1';

const RECIPES = {
	2: {
		nodeMajor: 24,
		/** Packages with a part that is compiled, or downloaded, for the Node that runs n8n. */
		native: ['sqlite3', 'isolated-vm'],
		installedBytes: 2.9e9,
		/** n8n itself, npm's download cache, and room for the compiler. */
		neededBytes: 4.5e9,
		// This module asks a host of n8n's at every start.
		env: { N8N_DISABLED_MODULES: 'mcp-registry' },
	},
	1: {
		nodeMajor: 20,
		native: ['sqlite3'],
		installedBytes: 1.8e9,
		neededBytes: 3e9,
		// Its nodes want this one from a host outside the registry; no node of the tests uses it.
		overrides: { xlsx: '0.18.5' },
		// Its isolated-vm, which evaluates expressions by default, does not load with Node 20.
		env: { N8N_EXPRESSION_ENGINE: 'legacy' },
	},
};

/**
 * How a version of n8n is installed and run.
 * @param {string} version for example '1.123.81'
 * @returns {{ version: string, major: number, nodeMajor: number, native: string[],
 *   installedBytes: number, neededBytes: number, overrides: object, env: Record<string, string> }}
 *   `env`: what n8n runs with
 * @throws {Advice} for anything but a full version number of n8n 1 or 2
 */
export function n8nRecipe(version) {
	const major = Number(/^(\d+)\.\d+\.\d+$/.exec(version)?.[1]);
	if (major in RECIPES) return { version, major, overrides: {}, ...RECIPES[major] };
	throw new Advice(
		`'${version}' is not a version of n8n that can be installed here. Give a full number, for example ${N8N_VERSION} or 1.123.81.`,
	);
}
