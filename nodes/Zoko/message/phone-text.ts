import { InvalidInput } from '../errors/invalid-input';
import { excerpt } from '../values';
import { plansOf } from './phone-library';

/** A longer text is not a phone number, whatever stands between its digits. */
const MAX_TEXT = 200;

/** How much of a text an error shows. */
const SHOWN = 50;

/** What may also separate two numbers, when a digit follows. */
const BETWEEN_NUMBERS = /[/／\t\n\r](?=.*\d)/gs;

/** A phone number as it was written, less everything that is only there for the eye. */
export interface Written {
	/** What was written, as far as an error can show it. */
	shown: string;
	digits: string;
	/** Whether a plus sign is in front of the digits. */
	plus: boolean;
	/** The digits before each slash, line break and tab that has more of them behind it. */
	heads: string[];
}

/**
 * Strips what people and programs put between digits, and refuses everything that would change the
 * number. `tel:` and `whatsapp:` in front say nothing about the country.
 * @param label the parameter as the form calls it
 * @param value text, or a whole number
 * @throws InvalidInput
 */
export function writtenNumber(label: string, value: unknown): Written {
	const text = plain(label, textOf(label, value));
	const shown = excerpt(text, SHOWN);
	refuseDamaged(label, text, shown);
	const rest = text.replace(/^(whatsapp|tel):\s*/i, '');
	const plus = /^\(?\+/.test(rest);
	const body = plus ? rest.replace('+', '') : rest;
	const odd = /[^\d\s().\-‐-―−ー－／．（）/]+/u.exec(body)?.[0];
	if (odd !== undefined) {
		throw new InvalidInput(
			`'${label}' ${shown} contains '${visible(odd)}', which is not part of one phone number`,
			'Give one number, without extension, name or second number.',
		);
	}
	const digitsOf = (part: string) => {
		const compact = part
			.replace(/（/g, '(')
			.replace(/）/g, ')')
			.replace(/[^\d()]/g, '');
		return withoutBracketedZero(label, shown, plus, compact).replace(/\D/g, '');
	};
	const heads = [...body.matchAll(BETWEEN_NUMBERS)].map(({ index }) => body.slice(0, index));
	return { shown, digits: digitsOf(body), plus, heads: heads.map(digitsOf) };
}

function textOf(label: string, value: unknown): string {
	if (typeof value === 'number' || typeof value === 'bigint') {
		if (typeof value === 'bigint' || (Number.isSafeInteger(value) && value > 0))
			return String(value);
		throw new InvalidInput(
			`'${label}' is the number ${value}, which lost digits or is no whole number`,
			'Keep phone numbers as text in the sheet or database that they come from.',
		);
	}
	if (value !== undefined && value !== null && typeof value !== 'string') {
		throw new InvalidInput(
			`'${label}' holds a list or an object where one phone number is expected`,
			'Point the expression at one number, for example {{ $json.customer.phone }}.',
		);
	}
	return value ?? '';
}

/** Digits of any script as 0 to 9, without marks that nobody sees. */
function plain(label: string, value: string): string {
	if (value.length > MAX_TEXT && value.trim().length > MAX_TEXT) {
		throw new InvalidInput(
			`'${label}' is a text of ${value.length} characters, which is no phone number`,
			'Give one number, for example +91 98765 43210.',
		);
	}
	const text = /^[\x20-\x7e]*$/.test(value)
		? value.trim()
		: value
				.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
				.replace(/\p{Nd}/gu, asciiDigit)
				.replace(/＋/g, '+')
				.trim();
	if (text !== '') return text;
	throw new InvalidInput(
		`'${label}' is empty`,
		'Fill in a phone number. If it holds an expression, check that the incoming item has that field.',
	);
}

/**
 * In Unicode the ten digits of a script are in a row, and only such rows are next to each other.
 */
function asciiDigit(digit: string): string {
	const code = digit.codePointAt(0) ?? 0;
	let first = code;
	while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
	return String((code - first) % 10);
}

/** Writes signs that have no shape of their own as their number in Unicode. */
function visible(signs: string): string {
	return signs.replace(
		/[\p{C}\p{Z}\p{M}]/gu,
		(sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
	);
}

function refuseDamaged(label: string, text: string, shown: string): void {
	if (/^\d+([.,]\d+)?e\+?\d+$/i.test(text)) {
		throw new InvalidInput(
			`'${label}' ${shown} is a number that a spreadsheet has shortened`,
			'Format the column as text in the spreadsheet; the lost digits cannot be restored.',
		);
	}
	if (/^\+?[\d\s]{7,}[.,]\d{1,2}$/.test(text)) {
		throw new InvalidInput(
			`'${label}' ${shown} ends in decimals, as if a spreadsheet had made it`,
			'Format the column as text in the spreadsheet.',
		);
	}
	if (/^[^+]*\d[^+\d]*\+[^+\d]*$/.test(text)) {
		throw new InvalidInput(
			`'${label}' ${shown} has its plus sign at the end`,
			'That comes from text that is written from right to left. Put the plus sign in front of the country code.',
		);
	}
	if (/\d{4}\s*\/\s*\d{1,2}$/.test(text)) {
		throw new InvalidInput(
			`'${label}' ${shown} looks like two numbers that differ in their last digits`,
			'Give one number in full.',
		);
	}
}

/** "+44 (0)20 …": the bracketed zero is only dialled inside a country whose trunk prefix is 0. */
function withoutBracketedZero(
	label: string,
	shown: string,
	plus: boolean,
	compact: string,
): string {
	const at = compact.indexOf('(0)');
	if (at < 0 || !(plus || /^\(?00/.test(compact))) return compact;
	const before = compact.slice(0, at);
	const [plan] = plansOf(before.replace(/\D/g, '').replace(/^00/, ''));
	if (plan?.trunkPrefix === '0') return before + compact.slice(at + '(0)'.length);
	throw new InvalidInput(
		`'${label}' ${shown} has a zero in brackets, and it is not certain whether it belongs to the number`,
		'Write the number without brackets, exactly as it is dialled from abroad.',
	);
}
