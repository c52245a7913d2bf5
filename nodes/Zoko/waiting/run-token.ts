import type { IExecuteFunctions } from 'n8n-workflow';
import type { Connection } from '../api/connection';
import { InvalidInput } from '../errors/invalid-input';
import { instanceMark, type RunToken } from './token';

/** Where n8n expects calls to an execution that waits. */
export function resumeUrlOf(context: IExecuteFunctions): string {
	return String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
}

/**
 * What finds an execution that is about to wait, and is the key to it.
 * @param wait tells this wait from others of the execution, see `newWait`
 * @throws InvalidInput for a key in a form that n8n does not use today
 */
export function tokenOfRun(
	context: IExecuteFunctions,
	connection: Pick<Connection, 'sign'>,
	wait: string,
): RunToken {
	const executionId = context.getExecutionId();
	const key = keyOf(resumeUrlOf(context), () => connection.sign(`wait\n${executionId}.${wait}`));
	return { instance: instanceMark(context.getInstanceId()), executionId, wait, key };
}

/**
 * n8n's own key to a waiting execution, or a signature where an older n8n has none; then only the
 * node asks for it.
 * @throws InvalidInput for a key of another kind than n8n's today
 */
function keyOf(resumeUrl: string, otherwise: () => string): string {
	const hex = new URL(resumeUrl).searchParams.get('signature') ?? otherwise();
	if (/^[0-9a-f]{64}$/.test(hex)) return Buffer.from(hex, 'hex').toString('base64url');
	throw new InvalidInput(
		'This n8n opens its waiting executions with keys that the Zoko nodes do not know',
		'Update the Zoko nodes.',
	);
}
