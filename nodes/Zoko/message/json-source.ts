import type { INodeProperties } from 'n8n-workflow';

interface Source {
	/** Parameter that says where the values come from. */
	name: string;
	/** What is defined, as the form calls it, for example "Buttons". */
	label: string;
	/** The form for it, shown in form mode. */
	form: INodeProperties;
	/** Name and example of the JSON parameter. */
	json: { name: string; example: string; description: string };
}

/** The choice between a form and JSON, for rows that are made from data. */
export function formOrJson({ name, label, form, json }: Source): INodeProperties[] {
	return [
		{
			displayName: `Define ${label}`,
			name,
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Using Fields Below', value: 'form', description: 'Fill in a form' },
				{ name: 'Using JSON', value: 'json', description: 'Take them from data of earlier nodes' },
			],
			default: 'form',
		},
		{ ...form, displayOptions: { show: { [name]: ['form'] } } },
		{
			displayName: `${label} (JSON)`,
			name: json.name,
			type: 'json',
			typeOptions: { rows: 6 },
			required: true,
			default: '',
			placeholder: json.example,
			description: json.description,
			displayOptions: { show: { [name]: ['json'] } },
		},
	];
}
