import type { IExecuteFunctions } from 'n8n-workflow';
import type { Connection } from '../../api/request';
import type { TemplateRow } from '../../api/types';
import type { Form, Medium } from '../../message/form';
import { isPrivateHost } from '../../message/host';
import { InvalidInput } from '../../message/invalid-input';
import { checkFile } from '../../message/media';
import type { Parameters } from './parameters';

/** Long enough for WhatsApp to fetch a file whose message waits for a busy channel. */
const LINK_LIFETIME = '1 day';

/** Reads the parameters of one item of a running node. */
export class NodeForm implements Form {
	readonly reach: Form['reach'];

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly parameters: Parameters,
		private readonly itemIndex: number,
		connection: Connection,
		readonly templates: TemplateRow[],
	) {
		this.reach = connection.isLocal ? 'anywhere' : 'public';
	}

	get(name: string): unknown {
		return this.parameters.get(name, this.itemIndex);
	}

	fileUrl(field: string, medium: Medium): string {
		const { helpers } = this.context;
		const file = this.file(field);
		checkFile(file, field, medium);
		if (typeof helpers.createBinarySignedUrl !== 'function')
			throw noLink('this version of n8n has no signed links');
		if (!file.id) throw noLink('n8n keeps binary data in memory');
		const url = helpers.createBinarySignedUrl(file, LINK_LIFETIME);
		if (this.reach === 'public' && isPrivateHost(new URL(url).hostname)) {
			throw new InvalidInput(
				`The file in '${field}' cannot be fetched by WhatsApp: this n8n is only known as ${new URL(url).origin}`,
				"Set n8n's WEBHOOK_URL to its public address, or give a public link with Source 'URL'.",
			);
		}
		return url;
	}

	private file(field: string) {
		try {
			return this.context.helpers.assertBinaryData(this.itemIndex, field);
		} catch {
			const present = Object.keys(this.context.getInputData()[this.itemIndex]?.binary ?? {});
			const has = present.length > 0 ? `It has: ${present.join(', ')}.` : 'It has no binary data.';
			const missing = new InvalidInput(
				`The incoming item has no file in the field '${field}'`,
				`${has} Set 'Input Data Field Name' to the field that holds the file.`,
			);
			throw missing;
		}
	}
}

function noLink(reason: string): InvalidInput {
	return new InvalidInput(
		`No link can be made for the file, because ${reason}`,
		"Zoko only takes links. Put the file on a server and give its address with Source 'URL', or set N8N_DEFAULT_BINARY_DATA_MODE to filesystem.",
	);
}
