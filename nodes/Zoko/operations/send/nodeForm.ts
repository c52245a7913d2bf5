import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';
import type { Connection } from '../../api/connection';
import { isPrivateHost } from '../../api/host';
import type { TemplateRow } from '../../api/types';
import { InvalidInput } from '../../errors/invalid-input';
import type { Form, Medium } from '../../message/form';
import { checkFile } from '../../message/media';
import { excerpt, quoted } from '../../values';
import { isApproval } from './approval';
import type { Expressions, Part } from './expressions';
import type { Parameters } from './parameters';

/** Long enough for WhatsApp to fetch a file whose message waits for a busy channel. */
const LINK_LIFETIME = '1 day';

/** Reads the parameters of one item of a running node. */
export class NodeForm implements Form {
	readonly reach: Form['reach'];
	/** n8n has a field of its own for what a person has to approve. */
	readonly bodyLabel?: string;

	/** What the user should know about values that were read. */
	readonly notices = new Set<string>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly parameters: Parameters,
		private readonly expressions: Expressions,
		private readonly itemIndex: number,
		connection: Connection,
		readonly templates: TemplateRow[],
	) {
		this.reach = connection.isLocal ? 'anywhere' : 'public';
		if (isApproval(context)) this.bodyLabel = 'Message';
	}

	get(name: string): unknown {
		const value = this.parameters.get(name, this.itemIndex);
		// n8n fills this one in with what an agent wants to do, which may be anything.
		if (name === 'message' && isApproval(this.context)) return value;
		const notices = this.expressions.examine(name, value, this.itemIndex);
		for (const notice of notices) this.notices.add(notice);
		return value;
	}

	/** What the `{{ }}` parts of a parameter give, one by one. */
	parts(...path: string[]): Part[] {
		return this.expressions.partsAt(path, this.itemIndex);
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
				`The file in ${quoted(field)} cannot be fetched by WhatsApp: this n8n is only known as ${new URL(url).origin}`,
				"Set n8n's WEBHOOK_URL to its public address, or give a public link with Source 'URL'.",
			);
		}
		return url;
	}

	private file(field: string) {
		try {
			return this.context.helpers.assertBinaryData(this.itemIndex, field);
		} catch {
			throw noFile(field, this.context.getInputData()[this.itemIndex]?.binary);
		}
	}
}

function noFile(field: string, binary: IBinaryKeyData = {}): InvalidInput {
	const present = Object.keys(binary);
	return new InvalidInput(
		`The incoming item has no file in the field ${quoted(field)}`,
		present.length > 0
			? `It has: ${excerpt(present.join(', '), 300)}. Set 'Input Data Field Name' to the field that holds the file.`
			: "It has no file at all. Let a node before this one fetch it, such as HTTP Request or Google Drive, or give a link with 'Source' set to 'URL'.",
	);
}

function noLink(reason: string): InvalidInput {
	return new InvalidInput(
		`No link can be made for the file, because ${reason}`,
		"Zoko only takes links. Put the file on a server and give its address with Source 'URL', or set N8N_DEFAULT_BINARY_DATA_MODE to filesystem.",
	);
}
