// The trigger in a real n8n: what starts a run and what does not, how often, and what is left of it
// at Zoko when n8n is stopped, killed and started again.
import {
	deliveredFollowUp,
	failure,
	filtered,
	optOut,
	ownMessages,
	repeats,
	tap,
} from './trigger/flows.mjs';
import {
	changedEvents,
	deactivated,
	disabled,
	killed,
	testAndProduction,
} from './trigger/lifecycle.mjs';
import { forged, secrecy, slowDetails, verified } from './trigger/origin.mjs';
import { Shop } from './trigger/shop.mjs';

const CHECKS = {
	'a template that is sent from n8n starts the follow-up on delivered': deliveredFollowUp,
	'what a run sends does not start the workflow again': ownMessages,
	'five repeats of one event make one execution': repeats,
	'a tap on the phone page starts the branch of that button': tap,
	'a failed number starts the failure flow with its reason': failure,
	'an opt-out word tags the customer, another text does not': optOut,
	'filtered and unknown events make no execution': filtered,
	'a forged post makes none, and odd bodies neither': forged,
	'with verification an unknown message makes none': verified,
	'a slow Zoko costs the detail, not the event': slowDetails,
	'test and production listen at the same time': testAndProduction,
	'changed events change the same webhook': changedEvents,
	'SIGKILL in the midst of deliveries: one webhook, no double run': killed,
	'a webhook that Zoko disabled is there again after publishing anew': disabled,
	'deactivating leaves no webhook but those of others': deactivated,
	'the secret is in no workflow, and in no log but of requests that n8n cannot serve': secrecy,
};

/** @param {object} context from scripts/e2e.mjs */
export default async function triggerScenario(context) {
	const shop = new Shop(context);
	for (const [name, check] of Object.entries(CHECKS)) {
		await context.check(name, async () => {
			await shop.open();
			try {
				return await check(shop);
			} finally {
				await shop.close();
			}
		});
	}
}
