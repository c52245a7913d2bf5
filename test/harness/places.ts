import type { INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import { row } from './editor';
import type { WorkflowJson } from './engine';
import { filesIn, readJson } from './project';
import { HOST } from './zoko';

/** A place in the parameters of a workflow fixture. */
export interface Place {
	/** Fixture and path. */
	name: string;
	parameters: INodeParameters;
	path: string[];
}

const FOLDER = 'test/fixtures/workflows';

/** Places of all workflow fixtures. @param pathsIn which ones, in the parameters of a node */
export function placesOf(pathsIn: (parameters: INodeParameters) => string[][]): Place[] {
	return filesIn(FOLDER).flatMap((file) => {
		const { nodes } = readJson<WorkflowJson>(file);
		const name = file.slice(FOLDER.length + 1).replace('.json', '');
		const parameters = nodes.find(({ type }) => type === 'n8n-nodes-zoko.zoko')?.parameters ?? {};
		return pathsIn(parameters).map((path) => ({
			name: `${name}: ${path.join('.')}`,
			parameters,
			path,
		}));
	});
}

/** The parameters of a fixture with another value in one place. */
export function withValue({ parameters, path }: Place, value: string): INodeParameters {
	const copy: INodeParameters = { options: {}, ...structuredClone(parameters) };
	const holder = path.slice(0, -1).reduce((inner, key) => inner[key] as INodeParameters, copy);
	holder[String(path.at(-1))] = value;
	return copy;
}

/** A Zoko that has one template, and refuses whatever is asked. */
export function refuseAll(): void {
	nock(HOST)
		.get('/v2/account/templates')
		.reply(200, [row('order_shipped')])
		.persist();
	for (const method of ['get', 'post', 'put', 'delete'] as const) {
		nock(HOST)[method](/.*/).reply(400, { message: 'no' }).persist();
	}
}
