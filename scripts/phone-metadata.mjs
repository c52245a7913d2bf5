// Writes nodes/Zoko/message/phone-metadata.json: libphonenumber-js's full metadata without what the
// nodes never use, so that it fits into the package. Run it after updating libphonenumber-js.
import { createRequire } from 'node:module';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const TARGET = fileURLToPath(new URL('../nodes/Zoko/message/phone-metadata.json', import.meta.url));

/** Positions in the library's arrays (its source/metadata.js). */
const FORMATS = 4;
const TYPES = 11;
/** Fixed lines and mobile phones; toll-free, premium and the like have no WhatsApp. */
const KEPT_TYPES = 2;

/** The metadata that the package ships. */
export function phoneMetadata() {
	const full = createRequire(import.meta.url)('libphonenumber-js/max/metadata');
	const trim = (plans) =>
		Object.fromEntries(
			Object.entries(plans).map(([key, plan]) => [
				key,
				plan.map((value, position) => {
					if (position === FORMATS) return 0;
					if (position !== TYPES || !Array.isArray(value)) return value;
					return value.map((type, kind) => (kind < KEPT_TYPES ? type : 0));
				}),
			]),
		);
	return `${JSON.stringify({ ...full, countries: trim(full.countries), nonGeographic: {} })}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const before = await readFile(TARGET, 'utf8').catch(() => '');
	const after = phoneMetadata();
	await writeFile(TARGET, after);
	console.log(`${TARGET}: ${after.length} bytes, ${before === after ? 'unchanged' : 'updated'}`);
}
