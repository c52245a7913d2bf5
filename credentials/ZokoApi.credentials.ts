import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
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
			description:
				'Shown in Zoko under Settings, API. Zoko support gives you one if it is not there.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://chat.zoko.io/v2',
			placeholder: 'e.g. https://chat.zoko.io/v2',
			description: 'Address of the API, up to and including the version',
		},
		{
			displayName: 'Default Country',
			name: 'defaultCountry',
			type: 'options',
			options: COUNTRIES,
			default: '',
			description: 'Completes phone numbers that are written without a country code',
		},
	];

	// A function: n8n evaluates an expression anew for every request, which costs more than the rest.
	authenticate: IAuthenticate = async (credentials, options) => ({
		...options,
		headers: { ...options.headers, apikey: String(credentials.apiKey) },
	});

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '/agent/teams',
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						"Zoko refused the API key. Copy it again from Zoko's settings, without spaces around it.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message: 'Zoko refused the API key: it may not use the API.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no Zoko API at this Base URL. It normally is https://chat.zoko.io/v2, with the version at the end.',
				},
			},
		],
	};
}
