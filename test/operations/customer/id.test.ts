import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';
import { HOST, items, jsonOf, runZoko, useNock, zokoPack } from '../../harness';

useNock();

const ID = '5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a02';

async function getTags(json: IDataObject, parameters = {}) {
	const tags = { resource: 'customer', operation: 'getTags', ...parameters };
	return await runZoko(zokoPack(), tags, items(json));
}

it('is taken from what a send or Zoko Trigger gives', async () => {
	nock(HOST)
		.get(`/v2/customer/${ID}/tags`)
		.reply(200, { tags: ['vip'] });
	const run = await getTags({ customerId: ID });
	expect(jsonOf(run, 'zoko')).toEqual([{ customerId: ID, tags: ['vip'] }]);
});

it.each(['deleteMessages', 'deleteProperty', 'replaceTags'])(
	'of %s has to be filled in, so that nothing goes because it happens to be in the item',
	async (operation) => {
		const more = { propertyId: 'p-1', tags: 'vip' };
		const run = getTags({ customerId: ID }, { operation, ...more });
		await expect(run).rejects.toThrow('has issues');
	},
);

it.each(['+91 98765 43201', '919876543201', '098765-43201', '(020) 7946 0123'])(
	'%s is refused as a phone number, and the error says where the ID is',
	async (customerId) => {
		const { error } = (await getTags({}, { customerId })).data.resultData;
		expect(error?.message).toMatch(/^'Customer ID' .+ looks like a phone number, .+ \[item 0\]$/);
		expect(error).toMatchObject({ description: expect.stringContaining('{{ $json.customerId }}') });
	},
);
