import type { MetadataJson } from 'libphonenumber-js/core';
import plans from './phone-metadata.json';

/**
 * The numbering plans of all countries (see scripts/phone-metadata.mjs). The published package has
 * them packed, and unpacks them when they are first asked for, so that n8n starts without them.
 */
export function phoneMetadata(): MetadataJson {
	return plans as unknown as MetadataJson;
}
