import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type * as N from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';
import { workflowId } from './deduplication';
import { additionalData, nodeTypes, type Pack } from './pack';

/** A workflow as the editor exports it. */
export type WorkflowJson = Pick<N.IWorkflowBase, 'nodes' | 'connections'> & {
	settings?: N.IWorkflowSettings;
	staticData?: N.IDataObject;
};

export interface RunOptions {
	mode?: N.WorkflowExecuteMode;
	/** More of the execution's surroundings, for example `restApiUrl`. */
	additional?: object;
	/** Name of the node that the run starts with; n8n finds one by itself when there is a manual trigger. */
	startNode?: string;
	/** Further inputs of that node, each for a run of its own; an agent calls a tool several times so. */
	further?: N.INodeExecutionData[][];
	/** Gets a way to stop the execution, as the editor's stop button does. */
	onStart?(stop: () => void): void;
}

/** Runs a workflow in n8n's own engine, the first node being fed with `input`. */
export async function runWorkflow(
	pack: Pack,
	data: WorkflowJson,
	input: N.INodeExecutionData[] = [{ json: {} }],
	{ mode = 'manual', additional = {}, startNode, further = [], onStart }: RunOptions = {},
): Promise<N.IRun> {
	const { nodes, connections, staticData, settings } = structuredClone(data);
	const workflow = new Workflow({
		id: workflowId(),
		active: false,
		nodes,
		connections,
		staticData,
		settings: { executionOrder: 'v1', ...settings },
		nodeTypes: nodeTypes(pack),
	});
	const saved = {
		...data,
		id: workflow.id,
		name: 'test',
		active: false,
	} as unknown as N.IWorkflowBase;
	const hooks = new ExecutionLifecycleHooks(mode, '1', saved);
	const finished = new Promise<N.IRun>((resolve) => {
		hooks.addHandler('workflowExecuteAfter', (run) => resolve(run));
	});
	const start = startNode ? workflow.getNode(startNode) : workflow.getStartNode();
	if (!start) throw new Error('The workflow of the test has no start node');
	const runData = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [input, ...further].map((each) => ({
				node: start,
				data: { main: [each] },
				source: null,
			})),
		},
	});
	const surroundings = additionalData(pack, { hooks, ...additional });
	const running = new WorkflowExecute(surroundings, mode, runData).processRunExecutionData(
		workflow,
	);
	onStart?.(() => running.cancel());
	// A stopped execution never resolves by itself.
	await Promise.race([running, finished]);
	return await finished;
}

/** The items that a node put out in one of its runs, per output. */
export function outputsOf(run: N.IRun, node: string, runIndex = 0): N.INodeExecutionData[][] {
	const main = run.data.resultData.runData[node]?.[runIndex]?.data?.main ?? [];
	return main.map((items) => items ?? []);
}

/** The items of a node's first output. */
export function itemsOf(run: N.IRun, node: string, runIndex = 0): N.INodeExecutionData[] {
	return outputsOf(run, node, runIndex)[0] ?? [];
}

/** The JSON of the items of a node's first output. */
export function jsonOf(run: N.IRun, node: string, runIndex = 0): N.IDataObject[] {
	return itemsOf(run, node, runIndex).map(({ json }) => json);
}

/** Input items made of plain objects. */
export function items(...objects: object[]): N.INodeExecutionData[] {
	return objects.map((json, item) => ({ json: { ...json }, pairedItem: { item } }));
}
