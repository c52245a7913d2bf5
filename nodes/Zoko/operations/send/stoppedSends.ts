import type { IExecuteFunctions, IWorkflowExecutionCustomData } from 'n8n-workflow';
import type { SendRecord } from '../../sending/record';
import type { Accepted } from './shapes';

/** Name of the entry in n8n's custom data of the execution: letters, digits and underscores only. */
const ENTRY = 'Zoko_stopped';

/**
 * Writes down how far a node had got when its execution is stopped. n8n saves a stopped execution
 * at once, without the output of the running node, so the execution's custom data is the only place
 * for it.
 * @returns ends the watch
 */
export function reportWhenStopped(
	context: IExecuteFunctions,
	record: SendRecord<Accepted>,
	total: number,
): () => void {
	const signal = context.getExecutionCancelSignal?.();
	if (!signal) return () => undefined;
	const report = () => {
		const sent = record.count('accepted');
		const underWay = record.count('uncertain');
		const text = `'${context.getNode().name}': ${sent} of ${total} messages went out, ${underWay} more were on their way, ${total - sent - underWay} were not sent`;
		customDataOf(context)?.set(ENTRY, text);
		context.logger.warn(`Stopped: ${text}`);
	};
	signal.addEventListener('abort', report, { once: true });
	return () => signal.removeEventListener('abort', report);
}

/** The custom data of the execution; in n8n 1 only expressions see it. */
function customDataOf(context: IExecuteFunctions): IWorkflowExecutionCustomData | undefined {
	const { customData } = context as Partial<IExecuteFunctions>;
	return customData ?? context.getWorkflowDataProxy(0).$execution?.customData;
}
