import type { IExecuteFunctions } from 'n8n-workflow';
import type { MessageBody } from '../../api/types';
import { InvalidInput } from '../../errors/invalid-input';
import { isRecord, quoted } from '../../values';
import { PARTS } from './expressions';

/** Whether n8n asks a person to approve what an agent wants to do: it looks for `approved`. */
export function isApproval(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('HitlTool');
}

/**
 * What an agent wants to do, in the field 'Message', which n8n fills in. What the tool would be
 * called with is an object there, and n8n would write it as `[object Object]`.
 */
export class Wish {
	/** 'Message' as n8n writes it. */
	private readonly written: string;
	/** The same with objects as JSON, which nothing in a value can be mistaken for. */
	private readonly text: string;

	constructor(context: IExecuteFunctions) {
		const { message } = context.getNode().parameters;
		const source = typeof message === 'string' ? message : '';
		this.written = String(context.getNodeParameter('message', 0, ''));
		const evaluate = (part: string): unknown => context.evaluateExpression(part, 0);
		const readable = source.replace(PARTS, (part) =>
			UNREADABLE.test(String(evaluate(part)))
				? `{{ JSON.stringify(${part.slice(2, -2)}, null, 1) }}`
				: part,
		);
		this.text = readable === source ? this.written : String(evaluate(readable.slice(1)));
	}

	/** A parameter in which a person can read the wish, where it is in there. */
	readableIn(value: unknown): unknown {
		if (this.text === this.written) return value;
		if (typeof value === 'string') return value.replaceAll(this.written, () => this.text);
		if (Array.isArray(value)) return value.map((each) => this.readableIn(each));
		if (!isRecord(value)) return value;
		const entries = Object.entries(value);
		return Object.fromEntries(entries.map(([key, each]) => [key, this.readableIn(each)]));
	}
}

/** How n8n writes an object. Other parameters hold this only where they hold the wish. */
const UNREADABLE = /\[object Object\]/;

/**
 * A template has its own text, and n8n has the field 'Message' for what is to be approved: nobody
 * should approve what they cannot see.
 * @throws InvalidInput
 */
export function refuseBlindApproval({ templateId, templateArgs = [] }: MessageBody, wish: string) {
	if (templateId === undefined) return;
	const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
	const shown = plain(wish);
	if (shown !== '' && templateArgs.some((value) => plain(value).includes(shown))) return;
	throw new InvalidInput(
		`Template ${quoted(templateId)} does not show 'Message', so nobody would see what the agent wants to do`,
		"Write {{ $parameter.message }} into a placeholder of the template's text, or choose 'Interactive Buttons' in 'Message Type'.",
	);
}
