import { InvalidInput } from '../errors/invalid-input';
import { quoted } from '../values';

/**
 * Zoko's ids are UUIDs, and agents are also known by their e-mail address (its API reference). So
 * all have a digit or an @, which no word of its paths has: `DELETE /message/batch` deletes many.
 */
const ID = /^(?=.*[\d@])[\p{L}\p{N}._@+:~-]{1,254}$/u;

/**
 * The path of something that has an id, or of what is below it.
 * @param resource word of Zoko's API, as are those of `below` that are no ids
 * @throws InvalidInput for what cannot be an id
 */
export function pathOf(resource: string, id: string, below = '', innerId?: string): string {
	const inner = innerId === undefined ? '' : `/${encoded(innerId)}`;
	return `/${resource}/${encoded(id)}${below && `/${below}`}${inner}`;
}

function encoded(id: string): string {
	if (ID.test(id)) return encodeURIComponent(id);
	throw new InvalidInput(
		`${quoted(id)} is not an ID`,
		"Zoko's IDs look like 5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a01. They are in the outputs of the Zoko nodes, such as that of 'Get Many'; where the form has a list, pick from that. For an agent, the email address does as well.",
	);
}
