import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { errorItem, toNodeError } from './errors';
import { findOperation } from './index';
import { isSend, type RunOperation } from './operation';
import { runSends } from './send/run';

/** Runs the chosen operation for all items; the only place where errors become n8n's. */
export async function runNode(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const resource = context.getNodeParameter('resource', 0, 'message') as string;
	const name = context.getNodeParameter('operation', 0, 'sendText') as string;
	const operation = findOperation(resource, name);
	if (!operation) {
		throw new NodeOperationError(
			context.getNode(),
			`This version has no operation '${name}' for '${resource}'`,
			{
				description: 'Choose another operation, or update the Zoko nodes.',
			},
		);
	}
	try {
		if (isSend(operation)) return await runSends(context, operation);
		return await runForEach(context, operation);
	} catch (error) {
		const problem = toNodeError(context.getNode(), error, 0);
		throw problem;
	}
}

async function runForEach(
	context: IExecuteFunctions,
	operation: RunOperation,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	const itemCount = context.getInputData().length;
	for (let itemIndex = 0; itemIndex < itemCount; itemIndex++) {
		try {
			const items = await operation.run(context, itemIndex);
			output.push(...items.map((item) => ({ ...item, pairedItem: { item: itemIndex } })));
		} catch (error) {
			if (context.continueOnFail()) {
				output.push(errorItem(context.getNode(), error, itemIndex));
				continue;
			}
			const problem = toNodeError(context.getNode(), error, itemIndex);
			throw problem;
		}
	}
	return output;
}
