// Workflows that ask, and what customers do with their questions.
import assert from 'node:assert/strict';
import { chain, node } from '../batch.mjs';
import { ASHA, PATIENCE_MS, Shop } from '../trigger/shop.mjs';

const ASKS = { operation: 'sendAndWait', recipient: `+${ASHA}`, message: 'Order A1001: right?' };
export const BUTTONS = {
	...ASKS,
	buttons: {
		button: [
			{ title: 'Confirm', payload: 'confirm' },
			{ title: 'Cancel', payload: 'cancel' },
		],
	},
};
export const LIST = {
	...ASKS,
	messageType: 'interactiveList',
	listTitle: 'Choose',
	sections: {
		section: [{ title: 'Days', rows: { row: [{ title: 'Monday' }, { title: 'Tuesday' }] } }],
	},
};
export const TEMPLATE = {
	...ASKS,
	messageType: 'buttonTemplate',
	template: { mode: 'id', value: 'order_confirm_cod', __rl: true },
	variablesSource: 'json',
	variablesJson: '["Asha", "A1001", "₹ 1,499", "confirm-A1001", "cancel-A1001"]',
};
/** What finds a waiting run begins so; no output has it. */
export const TOKEN = /~zk1\./;

export const START = node('Start', 'n8n-nodes-base.manualTrigger', {}, 0);
export const END = node('End', 'n8n-nodes-base.noOp', {}, 1100);
export const zoko = (name, parameters, x = 440) => node(name, 'n8n-nodes-zoko.zoko', parameters, x);

/** A workflow that is started by hand, asks, and goes on. */
export const asking = (...questions) =>
	chain('Asks', [START, ...questions.map((question, at) => zoko(`Ask ${at}`, question)), END]);

/** Makes items of a list that an expression gives. */
export const items = (rows) => [
	node('Rows', 'n8n-nodes-base.set', { mode: 'raw', jsonOutput: `={{ { rows: ${rows} } }}` }, 200, {
		typeVersion: 3.4,
	}),
	node('Items', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'rows', options: {} }, 300),
];

/**
 * A kind of shop that asks its customers.
 * @param {typeof Shop} Kind
 */
export const thatAsks = (Kind) =>
	class extends Kind {
		/** Publishes the trigger that hears the answers. */
		async listening(options = {}) {
			return await this.publish(this.workflow(['replyReceived'], options));
		}

		/** Starts a run, and waits until it waits. @returns its id, and that of the message */
		async ask(workflow) {
			const { executionId } = await this.client.start(await this.store(workflow));
			return { executionId, messageId: await this.asked(executionId) };
		}

		/** Waits until a run waits at a node. @returns the id of the message that it has sent */
		async asked(executionId, name = 'Ask 0') {
			return await this.until(`the run to wait at '${name}'`, async () => {
				const { status, runData, error } = await this.client.execution(executionId);
				assert.equal(error, undefined, JSON.stringify(error));
				return status === 'waiting' && runData[name]?.at(-1).data.main[0][0].json.messageId;
			});
		}

		/** Waits for a number of questions at Zoko. @returns all of them, in their order */
		async questions(count) {
			return await this.until(`${count} questions`, async () => {
				const all = (await this.emulator.book()).filter(
					({ body }) => body.interactiveButton ?? body.interactiveList,
				);
				return all.length >= count && all;
			});
		}

		async waits(executionId) {
			await this.until(`execution ${executionId} to wait`, async () => {
				const { status, error } = await this.client.execution(executionId);
				assert.equal(error, undefined, JSON.stringify(error));
				return status === 'waiting';
			});
		}

		/** Resolves when Zoko has told of it, whether n8n took it or not. */
		async tap(messageId, index = 0) {
			await this.emulator.control('POST', '/tap', { messageId, index });
		}

		/** Waits until a run was through. @returns what came to its last node */
		async ended(executionId, name = 'End') {
			await this.client.finished(executionId, PATIENCE_MS * 4);
			// n8n 1 saves how a run ended before it saves what it did after the wait.
			const run = await this.until('the end of the run', async () => {
				const saved = await this.client.execution(executionId);
				assert.equal(saved.status, 'success', JSON.stringify(saved.error));
				return saved.runData[name] && saved;
			});
			assert.equal(run.runData[name].length, 1);
			const [all] = run.runData[name][0].data.main;
			assert.doesNotMatch(JSON.stringify(all), TOKEN);
			return all.map(({ json }) => json);
		}

		/** The payload with which a run was answered. */
		async payload(executionId) {
			const [{ reply }] = await this.ended(executionId);
			return reply.payload;
		}
	};

export const AskingShop = thatAsks(Shop);
