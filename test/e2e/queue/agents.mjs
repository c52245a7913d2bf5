// Agents that ask customers, and persons who approve what agents do, on workers.
import { checkApprovals } from '../ai-tool/approvals.mjs';
import { Desk } from '../ai-tool/desk.mjs';
import { startModel } from '../ai-tool/model.mjs';
import { checkQuestions } from '../ai-tool/questions.mjs';
import { thatAsks } from '../wait/shop.mjs';
import { QueueShop } from './shop.mjs';

const Asking = thatAsks(QueueShop);

/** @param {object} context from scripts/e2e-queue.mjs */
export default async function agentsScenario(context) {
	const { check } = context;
	const shop = new Asking(context);
	const model = await startModel();
	await shop.open();
	try {
		const trigger = await shop.listening();
		const desk = new Desk(context, model);
		await checkQuestions(desk, shop, check);
		await checkApprovals(desk, shop, check);
		await check('no tap starts a run of the trigger', () => shop.quiet(trigger, 0));
	} finally {
		await shop.close();
		await model.close();
	}
}
