import nock from 'nock';
import { answers, editor, HOST, keyOf, row, useNock } from '../harness';

useNock();

const ROWS = [
	row('shipped', {
		templateDesc: ' Hi {{1}}, your parcel\nis on its way.\n',
		templateVariableCount: 1,
	}),
	row('shipped', { templateLanguage: 'de' }),
	row('arrived', { active: false }),
	row('lamp', { templateType: 'richTemplate', isRichTemplate: true }),
	row('poster', { isRichTemplate: true }),
	row('confirm', { templateType: 'buttonTemplate', templateLanguage: 'en_US' }),
];
const ACCOUNT = { '/account/templates': ROWS };

describe('the list of templates', () => {
	it('has those of the kind that the operation sends, active ones first', async () => {
		answers(ACCOUNT);
		expect(await editor({ operation: 'sendTemplate' }).templates()).toEqual([
			{ name: 'shipped (de)', value: 'shipped|de', description: 'Text of shipped' },
			{
				name: 'shipped (en)',
				value: 'shipped|en',
				description: 'Hi {{1}}, your parcel is on its way.',
			},
			{
				name: 'arrived (en, inactive at Zoko)',
				value: 'arrived|en',
				description: 'Text of arrived',
			},
		]);
	});

	it.each([
		['sendRichTemplate', ['lamp|en', 'poster|en']],
		['sendButtonTemplate', ['confirm|en_US']],
	])('%s has %j', async (operation, values) => {
		answers(ACCOUNT);
		const found = await editor({ operation }).templates();
		expect(found.map(({ value }) => value)).toEqual(values);
	});

	it.each([
		['SHIP', ['shipped|de', 'shipped|en']],
		['parcel', ['shipped|en']],
		[' de ', ['shipped|de']],
		['', ['shipped|de', 'shipped|en', 'arrived|en']],
	])('is filtered by %j', async (filter, values) => {
		answers(ACCOUNT);
		const found = await editor({ operation: 'sendTemplate' }).templates(filter);
		expect(found.map(({ value }) => value)).toEqual(values);
	});

	it('is asked for once while the user types', async () => {
		answers(ACCOUNT);
		const { templates } = editor({ operation: 'sendTemplate' });
		for (const filter of ['', 's', 'sh', 'shi']) await templates(filter);
		expect(nock.isDone()).toBe(true);
	});

	it.each<[string, string, string, RegExp]>([
		['another kind', 'sendTemplate', 'lamp', /'lamp' is under the operation 'Send Rich Template'/],
		['nothing', 'sendTemplate', 'xyz', /No template of this account contains 'xyz'/],
	])('says where it is when the filter finds %s', async (_name, operation, filter, name) => {
		answers(ACCOUNT);
		const [entry, ...rest] = await editor({ operation }).templates(filter);
		expect(rest).toEqual([]);
		expect(entry).toEqual({ name: expect.stringMatching(name), value: '' });
	});

	it('says so when the account has none, or none of this kind', async () => {
		answers({ '/account/templates': [] });
		const empty = await editor({ operation: 'sendTemplate' }).templates();
		expect(empty[0]?.name).toContain('has no templates yet');
		answers({ '/account/templates': [row('lamp', { templateType: 'richTemplate' })] });
		const other = await editor({ operation: 'sendButtonTemplate' }).templates();
		expect(other[0]?.name).toContain("It has some for 'Send Rich Template'");
	});

	it.each([
		['a wrapper', { templates: ROWS }],
		['another wrapper', { data: ROWS }],
		[
			'texts for booleans and numbers',
			ROWS.map((given) => ({
				...given,
				isRichTemplate: String(given.isRichTemplate),
				active: String(given.active),
				templateVariableCount: String(given.templateVariableCount),
			})),
		],
		['odd rows among them', [null, 5, {}, { templateId: 7 }, ...ROWS]],
	])('copes with %s', async (_name, body) => {
		answers({ '/account/templates': body });
		const found = await editor({ operation: 'sendTemplate' }).templates();
		expect(found.map(({ value }) => value)).toEqual(['shipped|de', 'shipped|en', 'arrived|en']);
	});

	it('a wrong key is told as such, without the key', async () => {
		answers({ '/account/templates': 401 });
		const { templates, pack } = editor({ operation: 'sendTemplate' });
		const error: unknown = await templates().then(
			() => undefined,
			(thrown: unknown) => thrown,
		);
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '401' });
		const { message } = error as Error;
		expect(message).toContain('refused the API key');
		expect(message).not.toContain('[item');
		expect(JSON.stringify(error)).not.toContain(keyOf(pack));
	});

	it('a web page instead of data points to the base URL', async () => {
		nock(HOST).get('/v2/account/templates').reply(200, '<html>Welcome</html>');
		await expect(editor({ operation: 'sendTemplate' }).templates()).rejects.toMatchObject({
			message: expect.stringContaining('a web page'),
			description: expect.stringContaining("'Base URL'"),
		});
	});

	it('a failure is not kept', async () => {
		answers({ '/account/templates': 401 });
		const { templates } = editor({ operation: 'sendTemplate' });
		await expect(templates()).rejects.toThrow();
		answers(ACCOUNT);
		expect(await templates()).toHaveLength(3);
	});
});

describe('the list of assignees', () => {
	const TEAMS = [
		{ id: 't2', name: 'Support', description: '', active: true, memberCount: 3 },
		{ id: 't1', name: 'Sales', description: '', active: false, memberCount: 1 },
	];
	const AGENTS = [
		{ id: 'a2', firstName: 'Ravi', lastName: null, email: 'ravi@example.com', active: true },
		{ id: 'a1', firstName: 'Ana', lastName: 'Lee', email: 'ana@example.com', active: true },
		{ id: 'a3', firstName: '', lastName: '', email: 'new@example.com', active: false },
	];
	const STAFF = { '/agent/teams': TEAMS, '/agent/agents': AGENTS };

	it('has teams first, each group by name', async () => {
		answers(STAFF);
		expect(await editor({ operation: 'sendText' }).assignees()).toEqual([
			{ name: 'Sales (team), inactive', value: 't1' },
			{ name: 'Support (team)', value: 't2' },
			{ name: 'Ana Lee (agent, ana@example.com)', value: 'a1' },
			{ name: 'new@example.com (agent), inactive', value: 'a3' },
			{ name: 'Ravi (agent, ravi@example.com)', value: 'a2' },
		]);
	});

	it.each([
		['ANA', ['a1']],
		['team', ['t1', 't2']],
		['example.com', ['a1', 'a3', 'a2']],
		['nobody', []],
	])('is filtered by %j', async (filter, values) => {
		answers(STAFF);
		const found = await editor({ operation: 'sendText' }).assignees(filter);
		expect(found.map(({ value }) => value)).toEqual(values);
	});

	it('fails with the reason when one of the two cannot be read', async () => {
		answers({ '/agent/teams': TEAMS, '/agent/agents': 403 });
		await expect(editor({ operation: 'sendText' }).assignees()).rejects.toMatchObject({
			name: 'NodeApiError',
			httpCode: '403',
		});
	});
});
