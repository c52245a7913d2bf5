/** Shorter texts are no key, and would be found everywhere. */
const SHORTEST = 4;

const DEEPEST = 50;

/** What the token of a waiting run begins with, see `waiting/token.ts`. */
export const TOKEN_START = '~zk1';

/** A token or the beginning of one: an echo may have cut it. */
const RUN_TOKEN = new RegExp(`${TOKEN_START}\\.[\\w.-]*`, 'g');

/**
 * Takes the API key, and what finds a waiting run, out of what Zoko answers: a server may echo them,
 * and nobody may get to see them.
 */
export class Mask {
	private readonly keys: string[];

	constructor(key: string) {
		// The header goes out without blanks around it.
		this.keys = [...new Set([key, key.trim()])].filter(({ length }) => length >= SHORTEST);
	}

	text(text: string): string {
		const masked = this.keys.reduce((rest, key) => rest.split(key).join('[API key]'), text);
		return masked.replace(RUN_TOKEN, '');
	}

	/**
	 * A value as JSON knows it, with the key taken out of every text and name in it. What lies deeper
	 * than anything that Zoko says is left out, or a hostile answer would end in a full stack.
	 */
	value(value: unknown, depth = 0): unknown {
		if (typeof value === 'string') return this.text(value);
		if (typeof value !== 'object' || value === null) return value;
		if (depth === DEEPEST) return null;
		if (Array.isArray(value)) return value.map((each) => this.value(each, depth + 1));
		return Object.fromEntries(
			Object.entries(value).map(([name, each]) => [this.text(name), this.value(each, depth + 1)]),
		);
	}
}
