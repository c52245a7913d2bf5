import type { INodeProperties } from 'n8n-workflow';
import type { Form, FormOrJson } from '../../message/form';

interface Choice {
	/** The parameter that says where the values come from. */
	name: string;
	/** What is defined, as the form calls it, for example "Buttons". */
	label: string;
	/** What the values are, and what each of the two ways is good for. */
	descriptions?: { both?: string; form: string; json: string };
	/** The field of form mode. */
	form: INodeProperties;
	/** What is particular to the JSON field; its hint is an example, as n8n's editor of JSON shows no placeholder. */
	json: Pick<INodeProperties, 'name' | 'hint' | 'description'> & Partial<INodeProperties>;
}

const DESCRIPTIONS: NonNullable<Choice['descriptions']> = {
	form: 'Fill in a form',
	json: 'Provide them as JSON, for example from a previous node',
};

/**
 * The choice between a form and JSON, which suits values made from data: its fields, and
 * their reader.
 */
export function formOrJson({ name, label, descriptions = DESCRIPTIONS, form, json }: Choice): {
	fields: INodeProperties[];
	read(form: Form): FormOrJson;
} {
	const jsonLabel = `${label} (JSON)`;
	const fields: INodeProperties[] = [
		{
			displayName: `Define ${label}`,
			name,
			...(descriptions.both !== undefined && { description: descriptions.both }),
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Using Fields Below', value: 'form', description: descriptions.form },
				{ name: 'Using JSON', value: 'json', description: descriptions.json },
			],
			default: 'form',
		},
		{ ...form, displayOptions: { show: { [name]: ['form'] } } },
		{
			displayName: jsonLabel,
			type: 'json',
			typeOptions: { rows: 6 },
			required: true,
			default: '',
			...json,
			displayOptions: { show: { [name]: ['json'] } },
		},
	];
	const read = (given: Form): FormOrJson =>
		given.get(name) === 'json'
			? { label: jsonLabel, value: given.get(json.name), json: true }
			: { label, value: given.get(form.name), json: false };
	return { fields, read };
}
