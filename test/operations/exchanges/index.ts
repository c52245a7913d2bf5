import { agent } from './agent';
import { customer } from './customer';
import type { Expected } from './exchange';
import { group } from './group';
import { message } from './message';
import { team } from './team';
import { template } from './template';
import { webhook } from './webhook';

/** Of every operation that is not a send: its requests and its output, by resource and operation. */
export const EXPECTED: Record<string, Expected> = {
	...agent,
	...customer,
	...group,
	...message,
	...team,
	...template,
	...webhook,
};
