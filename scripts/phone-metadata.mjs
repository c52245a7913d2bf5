// Writes nodes/Zoko/message/phone-metadata.json: libphonenumber-js's full metadata without what the
// nodes never use, which is half of it. Run it after updating libphonenumber-js.
import { createRequire } from 'node:module';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const TARGET = fileURLToPath(new URL('../nodes/Zoko/message/phone-metadata.json', import.meta.url));

/** Positions in the library's arrays (its source/metadata.js). */
const FORMATS = 4;
const TYPES = 11;
/** Fixed lines, mobile phones and VoIP; people have no WhatsApp on toll-free, premium and the like. */
const KEPT_TYPES = [0, 1, 8];

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
					return value.map((type, kind) => (KEPT_TYPES.includes(kind) ? type : 0));
				}),
			]),
		);
	const countries = trim(full.countries);
	const nonGeographic = trim(full.nonGeographic);
	return `${JSON.stringify({ ...full, countries, nonGeographic })}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const before = await readFile(TARGET, 'utf8').catch(() => '');
	const after = phoneMetadata();
	await writeFile(TARGET, after);
	console.log(`${TARGET}: ${after.length} bytes, ${before === after ? 'unchanged' : 'updated'}`);
}
