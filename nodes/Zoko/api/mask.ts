/** Anything shorter is not a key, and would be found everywhere. */
const SHORTEST = 4;

const DEEPEST = 50;

/** What the token of a waiting run begins with, see `waiting/token.ts`. */
export const TOKEN_START = '~zk1';

/** A token or the beginning of one: an echo may have cut it. */
const RUN_TOKEN = new RegExp(`${TOKEN_START}\\.[\\w.-]*`, 'g');

/**
 * Takes the API key, and what finds a waiting run, out of Zoko's answers: a server may echo them,
 * and nobody may see them.
 */
export class Mask {
	private readonly key: string;
	private readonly pattern?: RegExp;

	constructor(key: string) {
		// The header goes out without blanks around it.
		this.key = key.trim();
		if (this.key.length >= SHORTEST) this.pattern = patternOf(this.key);
	}

	text(text: string): string {
		const masked = this.pattern ? text.replace(this.pattern, '[API key]') : text;
		return masked.replace(RUN_TOKEN, '');
	}

	/**
	 * A value as JSON knows it, with the key taken out of every text and name in it. Anything nested
	 * deeper than Zoko's answers ever are is left out, or a hostile answer would overflow the stack.
	 */
	value(value: unknown, depth = 0): unknown {
		if (typeof value === 'string') return this.text(value);
		if (typeof value === 'number' && String(value) === this.key) return this.text(this.key);
		if (typeof value !== 'object' || value === null) return value;
		if (depth === DEEPEST) return null;
		if (Array.isArray(value)) return value.map((each) => this.value(each, depth + 1));
		return Object.fromEntries(
			Object.entries(value).map(([name, each]) => [this.text(name), this.value(each, depth + 1)]),
		);
	}
}

const SIGNS: Record<string, string> = {
	'&': '|&amp;',
	'<': '|&lt;',
	'>': '|&gt;',
	'"': '|&quot;|&#34;',
	"'": '|&#39;|&#x27;',
	' ': '|\\+',
};

/** A key in every form in which servers, logs and hosts repeat it. */
function patternOf(key: string): RegExp {
	const written = [...key].map((character) => {
		// Nothing writes these in another way.
		if (/[a-z\d]/i.test(character)) return character;
		const code = character.charCodeAt(0).toString(16).padStart(2, '0');
		return `(?:\\\\{0,7}(?:\\x${code}|u00${code})|%${code}${SIGNS[character] ?? ''})`;
	});
	return new RegExp([written.join(''), ...base64Of(key)].join('|'), 'gi');
}

/** Fewer characters of Base64 are found by chance. */
const SHORTEST_BASE64 = 8;

/** The characters of Base64 that only a key decides, for each of the three ways in which it can lie. */
function base64Of(key: string): string[] {
	return [0, 1, 2].flatMap((offset) => {
		const size = offset + key.length;
		const all = Buffer.from(' '.repeat(offset) + key).toString('base64');
		const own = all.slice(Math.ceil((offset * 8) / 6), Math.floor((size * 8) / 6));
		if (own.length < SHORTEST_BASE64) return [];
		return own.replace(/[+/]/g, (sign) => (sign === '+' ? '[+-]' : '[/_]'));
	});
}
