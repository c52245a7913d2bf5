import type { IExecuteFunctions } from 'n8n-workflow';
import type { Connection } from '../../../nodes/Zoko/api/connection';
import { sendText } from '../../../nodes/Zoko/operations/message/sendText';
import { checkAll } from '../../../nodes/Zoko/operations/send/check';
import { Parameters } from '../../../nodes/Zoko/operations/send/parameters';

/** Checks one text whose options are written as an expression that gives a value. */
async function checked(options: unknown, written: unknown = '={{ $json.options }}') {
	const values = { recipient: '+91 98765 43210', text: 'Hi', options };
	const context = {
		getInputData: () => [{ json: {} }],
		getNode: () => ({ type: 'n8n-nodes-zoko.zoko', parameters: { ...values, options: written } }),
		getNodeParameter: (name: keyof typeof values) => values[name] ?? null,
		helpers: {},
	} as unknown as IExecuteFunctions;
	const connection = { isLocal: false, defaultCountry: '' } as Connection;
	return await checkAll(context, sendText, connection, new Parameters(context));
}

describe('an expression for all options', () => {
	it.each([[undefined], [null], [''], ['+91*'], [[]], [7], [false]])(
		'that gives %j is refused, because it may name who may be written to',
		async (value) => {
			const { checked: items, refused } = await checked(value);
			expect(items).toEqual([]);
			expect(String(refused.get(0))).toContain("The expression for 'Options' gives no object");
		},
	);

	it('that gives an object counts', async () => {
		expect((await checked({ allowedRecipients: '+44*' })).refused.size).toBe(1);
		expect((await checked({ allowedRecipients: '+91*' })).checked).toHaveLength(1);
		expect((await checked({})).checked).toHaveLength(1);
	});

	it('is not missed where nothing was set', async () => {
		expect((await checked(undefined, null)).checked).toHaveLength(1);
	});
});
