/**
 * A value that must not be sent. `message` says which parameter holds it and what is wrong with
 * it, `remedy` what to do; the item is added where the item is known.
 */
export class InvalidInput extends Error {
	override readonly name = 'InvalidInput';

	constructor(
		message: string,
		readonly remedy: string,
	) {
		super(message);
	}
}
