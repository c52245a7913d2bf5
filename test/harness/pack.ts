import { Credentials } from 'n8n-core';
import type * as N from 'n8n-workflow';
import { ICredentialsHelper, NodeConnectionTypes, NodeHelpers, type Workflow } from 'n8n-workflow';

export type Secrets = N.ICredentialDataDecryptedObject;

/** What is installed in the n8n of a test, and what happened to its credentials. */
export interface Pack {
	nodes: Record<string, N.INodeType>;
	credentialTypes: Record<string, N.ICredentialType>;
	/** Decrypted credentials by type name; a key `type/id` holds one credential of several. */
	credentials: Record<string, Secrets>;
	/** How often a credential was decrypted. */
	credentialReads: number;
}

/** A pack of nodes by their type name, for example `n8n-nodes-zoko.zoko`. */
export function packOf(
	nodes: Pack['nodes'],
	credentialTypes: N.ICredentialType[],
	credentials: Pack['credentials'],
): Pack {
	return {
		nodes,
		credentialTypes: Object.fromEntries(credentialTypes.map((type) => [type.name, type])),
		credentials,
		credentialReads: 0,
	};
}

const builtIn = (
	name: string,
	properties: N.INodeProperties[],
	execute: NonNullable<N.INodeType['execute']>,
): N.INodeType => ({
	description: {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: name === 'manualTrigger' ? [] : [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties,
	},
	execute,
});

/** Stand-in for n8n's Manual Trigger: passes on the items that the test fed in. */
const manualTrigger = builtIn('manualTrigger', [], async function () {
	return [this.getInputData()];
});

/** Stand-in for n8n's No Operation node. */
const noOp = builtIn('noOp', [], async function () {
	return [this.getInputData()];
});

/** The node types that workflows of a test may hold. */
export function nodeTypes(pack: Pack): N.INodeTypes {
	const known: Record<string, N.INodeType> = {
		'n8n-nodes-base.manualTrigger': manualTrigger,
		'n8n-nodes-base.noOp': noOp,
		...pack.nodes,
	};
	const find = (type: string) => {
		const found = known[type];
		if (!found) throw new Error(`The test has no node type ${type}`);
		return found;
	};
	return {
		getByName: find,
		getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(find(type), version),
		getKnownTypes: () => ({}),
	};
}

/** Reads and applies credentials the way n8n's own class does. */
class TestCredentialsHelper extends ICredentialsHelper {
	constructor(private readonly pack: Pack) {
		super();
	}

	async authenticate(
		secrets: Secrets,
		typeName: string,
		requestOptions: N.IHttpRequestOptions,
		workflow: Workflow,
		node: N.INode,
	): Promise<N.IHttpRequestOptions> {
		const authenticate = this.pack.credentialTypes[typeName]?.authenticate;
		if (!authenticate) return requestOptions;
		if (typeof authenticate === 'function') return await authenticate(secrets, requestOptions);
		const resolve = (value: string) =>
			value.startsWith('=')
				? String(
						workflow.expression.getSimpleParameterValue(
							node,
							value,
							'internal',
							{ $credentials: secrets },
							undefined,
							'',
						),
					)
				: value;
		const bags = requestOptions as unknown as Record<string, Record<string, unknown>>;
		for (const [part, entries] of Object.entries(authenticate.properties)) {
			const bag = (bags[part] ??= {});
			for (const [key, value] of Object.entries(entries as Record<string, string>)) {
				bag[resolve(key)] = resolve(value);
			}
		}
		return requestOptions;
	}

	async getDecrypted(
		_additionalData: unknown,
		details: N.INodeCredentialsDetails,
		type: string,
	): Promise<Secrets> {
		this.pack.credentialReads++;
		const found = this.pack.credentials[`${type}/${details.id}`] ?? this.pack.credentials[type];
		if (!found)
			throw new Error(`Credential with ID "${details.id}" does not exist for type "${type}".`);
		return { ...found };
	}

	async getCredentials(details: N.INodeCredentialsDetails, type: string) {
		return new Credentials({ id: details.id ?? null, name: details.name }, type, '');
	}

	getCredentialsProperties(type: string) {
		return this.pack.credentialTypes[type]?.properties ?? [];
	}

	getParentTypes() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}
}

/** Addresses under which the n8n of a test believes to be reachable. */
export const INSTANCE = 'https://n8n.example.com';

let executions = 0;

/** The surroundings of an execution, each with an id of its own. */
export function additionalData(pack: Pack, more: object = {}): N.IWorkflowExecuteAdditionalData {
	const data = {
		executionId: String(++executions),
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${INSTANCE}/rest`,
		instanceBaseUrl: `${INSTANCE}/`,
		webhookBaseUrl: `${INSTANCE}/webhook`,
		webhookTestBaseUrl: `${INSTANCE}/webhook-test`,
		webhookWaitingBaseUrl: `${INSTANCE}/webhook-waiting`,
		formWaitingBaseUrl: `${INSTANCE}/form-waiting`,
		credentialsHelper: new TestCredentialsHelper(pack),
		logAiEvent: () => {},
		...more,
	};
	return data as unknown as N.IWorkflowExecuteAdditionalData;
}
