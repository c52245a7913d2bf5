import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../../values';
import { isApproval, Wish } from './approval';

/**
 * The parameters of a running node. A parameter without an expression is the same for every item,
 * so it is read once: a single reading costs n8n more than all our own work on an item.
 */
export class Parameters {
	private readonly written: Record<string, unknown>;
	private readonly same = new Map<string, boolean>();
	private readonly known = new Map<string, unknown>();
	/** Only where a person has to approve it. */
	private readonly wish?: Wish;

	constructor(private readonly context: IExecuteFunctions) {
		this.written = context.getNode().parameters;
		if (isApproval(context)) this.wish = new Wish(context);
	}

	/** The value of a parameter for an item, expressions resolved; null when it has none. */
	get(name: string, itemIndex: number): unknown {
		if (this.known.has(name)) return this.known.get(name);
		const given: unknown = this.context.getNodeParameter(name, itemIndex, null, {
			skipValidation: true,
		});
		const value = this.wish ? this.wish.readableIn(given) : given;
		if (this.isSame(name)) this.known.set(name, value);
		return value;
	}

	/** Stands for the parameters as they were written, before expressions are resolved. */
	digest(): string {
		return createHash('sha256').update(JSON.stringify(this.written)).digest('base64url');
	}

	private isSame(name: string): boolean {
		const [root = name] = name.split('.');
		const known = this.same.get(root);
		if (known !== undefined) return known;
		const same = !hasExpression(this.written[root]);
		this.same.set(root, same);
		return same;
	}
}

function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (Array.isArray(value)) return value.some(hasExpression);
	return isRecord(value) && Object.values(value).some(hasExpression);
}
