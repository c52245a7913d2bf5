import nock from 'nock';
import { HOST, row } from '../harness';

export const SHIPPED = row('shipped', {
	templateDesc: ' Hi {{1}}, order {{2}} is on its way.\n',
	templateVariableCount: 2,
});
export const CLOSED = row('closed', { templateDesc: 'Body: Closed on Monday.\nFooter: Acme\n' });

/** An account with templates, which counts how often it is asked for them. */
export function catalogue(...answers: unknown[]) {
	const asked = { times: 0 };
	nock(HOST)
		.get('/v2/account/templates')
		.reply(() => {
			const body = answers[Math.min(asked.times++, answers.length - 1)];
			return [200, JSON.stringify(body), { 'Content-Type': 'application/json' }];
		})
		.persist();
	return asked;
}

/** An item that fails is put out with its error. */
export const GO_ON = { onError: 'continueRegularOutput' } as const;
