import type { IAuthenticate, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { COUNTRIES } from '../nodes/Zoko/message/countries';

/** An account at Zoko. */
export class ZokoApi implements ICredentialType {
	name = 'zokoApi';

	displayName = 'Zoko API';

	icon: Icon = { light: 'file:../nodes/Zoko/zoko.svg', dark: 'file:../nodes/Zoko/zoko.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-zoko/n8n-nodes-zoko#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			hint: "In Zoko, open 'API & Webhooks', or Settings > API in older accounts, and copy the key",
			description: 'If Zoko shows no key there, ask its support for one',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://chat.zoko.io/v2',
			placeholder: 'e.g. https://chat.zoko.io/v2',
			hint: 'Leave it as it is, unless Zoko gave you another address',
		},
		{
			displayName: 'Default Country',
			name: 'defaultCountry',
			type: 'options',
			options: [{ name: 'None: Numbers Have Their Country Code', value: '' }, ...COUNTRIES],
			default: '',
			description: 'Country of phone numbers written without a country code',
		},
	];

	// A function, because n8n evaluates an expression again for every request, which costs more than
	// everything else.
	authenticate: IAuthenticate = async (credentials, options) => ({
		...options,
		headers: { ...options.headers, apikey: String(credentials.apiKey).trim() },
	});
}
