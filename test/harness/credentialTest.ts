import { CredentialTestContext } from 'n8n-core';
import type * as N from 'n8n-workflow';
import { additionalData, type Pack, type Secrets } from './pack';

/** What the editor shows after a test of a credential that nodes test, run as in n8n's own tester. */
export async function testCredential(
	pack: Pack,
	type: N.ICredentialType,
	secrets: Secrets,
): Promise<N.INodeCredentialTestResult> {
	const tests = Object.values(pack.nodes).flatMap(({ description, methods }) =>
		(description.credentials ?? [])
			.filter(({ name }) => name === type.name)
			.map(({ testedBy }) => methods?.credentialTest?.[String(testedBy)]),
	);
	const [test] = tests;
	if (!test || tests.includes(undefined))
		throw new Error(`${type.name} is not tested by each node`);
	const context = new CredentialTestContext(additionalData(pack));
	return await test.call(context, { id: '1', name: 'test', type: type.name, data: secrets });
}
