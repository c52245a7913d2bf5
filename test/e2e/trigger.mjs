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
	anotherAccount,
	changedEvents,
	credentialGone,
	deactivated,
	disabled,
	killed,
	testAndProduction,
} from './trigger/lifecycle.mjs';
import { repliesUnderWay, subWorkflow } from './trigger/loops.mjs';
import { forged, secrecy, slowDetails, verified } from './trigger/origin.mjs';
import { scenarioIn, Shop } from './trigger/shop.mjs';
import { watched } from './trigger/watch.mjs';

const CHECKS = {
	'a template that is sent from n8n starts the follow-up on delivered': deliveredFollowUp,
	'what a run sends does not start the workflow again': ownMessages,
	'nor does what a workflow sends that the run calls': subWorkflow,
	'nor replies that are still on their way when n8n is started again': repliesUnderWay,
	'five repeats of one event make one execution': repeats,
	'a tap on the phone page starts a run with the payload of that button': tap,
	'a failed number starts the failure flow with its reason': failure,
	'an opt-out word tags the customer, another text does not': optOut,
	'filtered and unknown events make no execution': filtered,
	'a forged post makes none, and odd bodies neither': forged,
	'with verification an unknown message makes none': verified,
	'a slow Zoko costs the detail, not the event': slowDetails,
	'test and production listen at the same time': testAndProduction,
	'changed events change the same webhook': changedEvents,
	'another credential moves the webhook to its account': anotherAccount,
	'a credential that is deleted while published is told in one failed run': credentialGone,
	'SIGKILL in the midst of deliveries: one webhook, no double run': killed,
	'a webhook that Zoko disabled is there again after publishing anew': disabled,
	'after a bad night every webhook is there again, and the owner knows': watched,
	'deactivating leaves no webhook but those of others': deactivated,
	'the secret is in no workflow, and in no log but of requests that n8n cannot serve': secrecy,
};

export default scenarioIn(Shop, CHECKS);
