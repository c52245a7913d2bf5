// Every ready-made workflow of examples/ in a real n8n: started by its shop's event, by a customer or
// by hand, and judged by what the customers' phones and the other systems got. Each workflow has a file
// in test/e2e/examples that says what that has to be.
//
// The workflows are stored as they are. Only fields of their 'Edit Fields' nodes are filled in, as a
// user does: addresses of other systems, and times, so that an hour passes in seconds.
//
// EXAMPLES=abandoned-cart,opt-out-tag plays these alone, for the work on them.
import assert from 'node:assert/strict';
import { Flow } from './examples/flow.mjs';
import { importedInEditor } from './examples/imported.mjs';
import { startSink } from './examples/sink.mjs';

/** @param {object} context from scripts/e2e.mjs */
export default async function examplesScenario(context) {
	const { check } = context;
	const only = process.env.EXAMPLES?.split(',');
	const examples = context.examples.filter(
		({ file }) => !only || only.includes(file.replace(/\.json$/, '')),
	);
	await check('there are example workflows', async () => assert.ok(examples.length > 0));
	const imported = examples.find(({ file }) => file === 'abandoned-cart.json');
	if (imported) {
		await check('an example is imported in the editor, each copy with addresses of its own', () =>
			importedInEditor(context, imported),
		);
	}
	const sink = await startSink();
	try {
		for (const { file, workflow } of examples) {
			let expectation;
			await check(`${file}: there is an expectation`, async () => {
				expectation = await import(`./examples/${file.replace(/\.json$/, '.mjs')}`);
				assert.ok(Object.keys(expectation.checks).length > 0);
			});
			if (expectation) await play(context, { file, workflow, sink, ...expectation });
		}
	} finally {
		await sink.close();
	}
}

/** Stores and publishes one workflow, holds its checks on it, and takes it back. */
async function play(context, { file, workflow, sink, settings = () => ({}), checks }) {
	const flow = new Flow(context, workflow, sink);
	try {
		await flow.open(settings(sink.url));
		for (const [name, work] of Object.entries(checks)) {
			await context.check(`${file}: ${name}`, async () => {
				await flow.begin();
				return await work(flow);
			});
		}
	} catch (error) {
		await context.check(`${file}: starts`, () => Promise.reject(error));
	} finally {
		await flow.close();
	}
}
