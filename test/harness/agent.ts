import { SupplyDataContext } from 'n8n-core';
import { createRunExecutionData, type IDataObject, type INode } from 'n8n-workflow';
import { workflowWith } from './contexts';
import { additionalData, type Pack } from './pack';

/** An AI agent with the node as its tool. Every try of n8n has a run index of its own. */
export class Agent {
	private readonly runData = createRunExecutionData({});

	/** @param step the node in whose step the tool runs: an agent of an older version runs it in its own */
	constructor(
		private readonly pack: Pack,
		private readonly tool: INode,
		private readonly step = tool,
	) {}

	/**
	 * Calls the tool once.
	 * @param args the same object for each try of one call
	 * @returns its first item
	 */
	async call(args: IDataObject, runIndex = 0): Promise<IDataObject | undefined> {
		const context = new SupplyDataContext(
			workflowWith(this.pack, this.tool),
			this.tool,
			additionalData(this.pack),
			'manual',
			this.runData,
			runIndex,
			[],
			{},
			'ai_tool',
			{ node: this.step, data: {}, source: null },
			[],
		);
		context.addInputData('ai_tool', [[{ json: args }]]);
		const output = await this.pack.nodes[this.tool.type]?.execute?.call(context as never);
		return (output as Array<Array<{ json: IDataObject }>>)[0]?.[0]?.json;
	}
}
