/**
 * Countries in which WhatsApp keeps numbers in a spelling of its own: Mexico with a 1 and Argentina
 * with a 9 after the country code, Brazil without the ninth digit of mobile phones. Either way it
 * is one customer. In Brazil only mobile phones begin with 6 to 9 where the ninth digit is left
 * out.
 */
const TWO_SPELLINGS: Array<{ pattern: RegExp; canonical: string; spellings: string[] }> = [
	{ pattern: /^521?(\d{10})$/, canonical: '52$1', spellings: ['52$1', '521$1'] },
	{ pattern: /^549?(\d{10})$/, canonical: '54$1', spellings: ['54$1', '549$1'] },
	{ pattern: /^55(\d\d)9?([6-9]\d{7})$/, canonical: '55$19$2', spellings: ['55$1$2', '55$19$2'] },
];

/**
 * The form in which both spellings of one customer are the same. For comparing only: messages go to
 * the number as it was written.
 * @param digits E.164 digits without the plus sign
 */
export function canonicalPhone(digits: string): string {
	const rule = ruleOf(digits);
	return rule ? digits.replace(rule.pattern, rule.canonical) : digits;
}

/** All numbers under which WhatsApp may know a customer. */
export function spellingsOf(digits: string): string[] {
	const rule = ruleOf(digits);
	return rule ? rule.spellings.map((spelling) => digits.replace(rule.pattern, spelling)) : [digits];
}

/** The digits of a number with its country code, with or without a plus sign. */
export function bareDigits(phone: string): string {
	return phone.replace(/\D/g, '').replace(/^00/, '');
}

/** Whether two numbers, either of them with or without a plus sign, are one customer's. */
export function samePhone(a: string, b: string): boolean {
	const canonical = (value: string) => canonicalPhone(bareDigits(value));
	return canonical(a) !== '' && canonical(a) === canonical(b);
}

function ruleOf(digits: string) {
	return digits.startsWith('5')
		? TWO_SPELLINGS.find(({ pattern }) => pattern.test(digits))
		: undefined;
}
