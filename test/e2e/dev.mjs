// npm run dev, in a copy of the project: what is saved is in the running n8n.
import assert from 'node:assert/strict';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { N8N_VERSION, N8nClient } from '../../scripts/lib/n8n.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { launch, stopGroup } from '../../scripts/lib/processes.mjs';
import { ROOT } from '../../scripts/lib/project.mjs';
import { Skipped } from '../../scripts/lib/tally.mjs';

const NOT_COPIED = ['.git', 'artifacts', 'dist', 'node_modules'];
const EXAMPLE = 'Order shipped: send the tracking link';
const PUT_OUT = 'put out by a change';
const NODE = 'nodes/Zoko/Zoko.node.ts';
const START_TIMEOUT_MS = 300_000;
const CHANGE_TIMEOUT_MS = 60_000;

async function until(holds, timeoutMs, otherwise) {
	const started = Date.now();
	for (; !(await holds()); await sleep(100)) {
		if (Date.now() - started > timeoutMs) assert.fail(otherwise());
	}
	return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

/** @param {object} context from scripts/e2e.mjs */
export default async function devScenario({ check, folder, install }) {
	if (install.version !== N8N_VERSION) throw new Skipped('it starts the newest n8n itself');
	const project = join(folder, 'dev');
	const filter = (path) => !NOT_COPIED.includes(basename(path));
	await cp(ROOT, project, { recursive: true, filter });
	await symlink(join(ROOT, 'node_modules'), join(project, 'node_modules'));
	const [port, emulatorPort] = [await freePort(), await freePort()];
	const data = join(folder, 'dev-n8n');
	const dev = launch(
		process.execPath,
		['scripts/start.mjs', '--watch', '--data', data].concat(
			['--n8n-port', String(port)],
			['--emulator-port', String(emulatorPort)],
		),
		{ cwd: project },
	);
	let output = '';
	for (const stream of [dev.stdout, dev.stderr]) stream.on('data', (text) => (output += text));
	const source = await readFile(join(project, NODE), 'utf8');
	const save = (text) => writeFile(join(project, NODE), text);
	const server = { url: `http://127.0.0.1:${port}`, install, userFolder: data };
	const client = new N8nClient(server);
	const runs = async () => {
		const { runData } = await client.run(await client.findWorkflow(EXAMPLE));
		return JSON.stringify(runData).includes(PUT_OUT) ? 'the new code' : 'the old code';
	};
	const named = async (name) => {
		// n8n may be writing its list just now.
		const types = await client.ownNodeTypes().catch(() => []);
		return types.some(({ displayName }) => displayName === name);
	};

	try {
		await check('npm run dev starts n8n and watches the sources', async () => {
			const remark = await until(
				() => output.includes('Watching nodes/'),
				START_TIMEOUT_MS,
				() => output,
			);
			await client.logIn(JSON.parse(await readFile(join(data, 'account.json'), 'utf8')));
			assert.ok(await named('Zoko'));
			assert.equal(await runs(), 'the old code');
			return remark;
		});
		await check('a change that was saved is in the form, and in what a workflow runs', async () => {
			await save(
				source
					.replace("displayName: 'Zoko'", "displayName: 'Zoko Changed'")
					.replace('return [await runNode(this)]', `return [[{ json: { is: '${PUT_OUT}' } }]]`),
			);
			const remark = await until(
				() => named('Zoko Changed'),
				CHANGE_TIMEOUT_MS,
				() => output,
			);
			assert.equal(await runs(), 'the new code');
			return remark;
		});
		await check('what does not build is told, and the last one that did stays', async () => {
			await save(source.replace('export class', 'export clas'));
			await until(
				() => /Zoko\.node\.ts:\d+:\d+[^]*Not loaded/.test(output),
				CHANGE_TIMEOUT_MS,
				() => output,
			);
			assert.ok(await named('Zoko Changed'));
		});
	} finally {
		await stopGroup(dev);
	}
}
