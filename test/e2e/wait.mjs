// Send and Wait for Reply in a real n8n: a run waits, the customer taps, and that very run goes on.
import { scenarioIn } from './trigger/shop.mjs';
import { answered, early, late, twice, twoRuns, unheard } from './wait/answers.mjs';
import { DELIVERIES } from './wait/delivery.mjs';
import { many } from './wait/many.mjs';
import { inLoop, inSubWorkflow } from './wait/places.mjs';
import { moved, restarted } from './wait/restarts.mjs';
import { AskingShop } from './wait/shop.mjs';

const CHECKS = {
	'a tap, a list row and a template button each end the wait of their run': answered,
	'two questions in one run, and a tap on the old one': twice,
	'two runs of one customer are told apart': twoRuns,
	'in a loop each turn gets its own answer': inLoop,
	'in a sub-workflow the answer comes to the workflow that called it': inSubWorkflow,
	'a tap that is there before Zoko has answered n8n': early,
	'after the time limit, a stop, a deletion and an answer a tap is late': late,
	'nothing is sent when nobody would hear the answer': unheard,
	'many runs wait, and their answers come at the same moment': many,
	...DELIVERIES,
	'a tap while n8n restarts, and one afterwards': restarted,
	'killed while waiting, and started again on a sub-path that n8n itself does not reach': moved,
};

export default scenarioIn(AskingShop, CHECKS);
