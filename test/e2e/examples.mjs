// Every ready-made workflow of examples/ in a real n8n: started by its shop's event, by a customer or
// by hand, and judged by what the customers' phones and the other systems got. Each workflow has a file
// in test/e2e/examples that says what that has to be.
//
// The workflows are stored as they are. Only what a user fills in is filled in: addresses of other
// systems, and times, so that an hour passes in seconds.
//
// n8n looks after runs that wait for an answer once a minute. So the checks in which nobody answers
// are held at the end, on all workflows at the same time.
//
// EXAMPLES=abandoned-cart,opt-out-tag plays these alone, for the work on them.
import assert from 'node:assert/strict';
import { Skipped } from '../../scripts/lib/tally.mjs';
import { Flow } from './examples/flow.mjs';
import { importedInEditor } from './examples/imported.mjs';
import { startSink } from './examples/sink.mjs';

/** Seen as "Transaction is not started yet", and as runs that never end. */
const TABLES_BREAK = "n8n 1's data tables break when two runs write to SQLite at the same moment";

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
	const unanswered = [];
	try {
		for (const { file, workflow } of examples) {
			let expectation;
			await check(`${file}: there is an expectation`, async () => {
				expectation = await import(`./examples/${file.replace(/\.json$/, '.mjs')}`);
				assert.ok(Object.keys(expectation.checks).length > 0);
			});
			if (!expectation) continue;
			if (expectation.table && context.n8n.server.install.major === 1) {
				await check(`${file}: its runs`, () => Promise.reject(new Skipped(TABLES_BREAK)));
				continue;
			}
			await play(context, { file, workflow, sink, ...expectation });
			if (expectation.unanswered) unanswered.push({ file, workflow, sink, ...expectation });
		}
		await playUnanswered(context, unanswered);
	} finally {
		await sink.close();
	}
}

async function newShop({ emulator }) {
	await emulator.reset();
	await emulator.control('PATCH', '/settings', { delays: { sent: 20, delivered: 50, seen: 100 } });
}

/** Stores and publishes one workflow, holds its checks on it, and takes it back. */
async function play(context, { file, workflow, sink, settings = () => ({}), table, checks }) {
	const flow = new Flow(context, workflow, sink);
	try {
		await newShop(context);
		await flow.open(settings(sink.url), table);
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

/** Holds the checks in which nobody answers on all workflows at once, each with customers of its own. */
async function playUnanswered(context, examples) {
	await newShop(context);
	const flows = examples.map(({ workflow, sink }) => new Flow(context, workflow, sink));
	try {
		for (const [at, flow] of flows.entries()) {
			const { settings = () => ({}), table, sink } = examples[at];
			flow.waitForTimeOuts();
			await flow.open(settings(sink.url), table);
			await flow.begin();
		}
		await Promise.all(
			examples.map(({ file, unanswered }, at) =>
				context.check(`${file}: nobody answers`, () => unanswered(flows[at])),
			),
		);
	} finally {
		for (const flow of flows) await flow.close();
		await context.emulator.reset();
	}
}
