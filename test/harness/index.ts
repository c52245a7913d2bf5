/**
 * n8n's own execution engine, without n8n: workflows run through n8n-core's `WorkflowExecute`, the
 * editor's look-ups and webhooks through its contexts. Only the HTTP answers are stood in for.
 */
export * from './agent';
export * from './contexts';
export * from './credentialTest';
export * from './deduplication';
export * from './editor';
export * from './engine';
export * from './form';
export * from './network';
export * from './pack';
export * from './places';
export * from './project';
export * from './resourceMapper';
export * from './zoko';
