import { answers, editor, row } from '../harness';

const picked = (value: string, operation: string) => ({
	resource: 'message',
	operation,
	template: { __rl: true, mode: 'list', value },
});

const textOf = async (templateDesc: string, templateVariableCount: number, more = {}) => {
	const template = row('picked', { templateDesc, templateVariableCount, ...more });
	answers({ '/account/templates': [template] });
	return await editor(picked('picked|en', 'sendTemplate')).templateText();
};

it('shows header, body, footer and buttons, with the placeholders marked', async () => {
	const templateDesc =
		'Header: Image {{1}}\nBody: Hi {{2}},\nyour order is ready.\nFooter: Lotus Lane\nButtons: [Confirm] {{3}}, [Call us]\n';
	const template = row('ready', {
		templateDesc,
		templateVariableCount: 3,
		templateType: 'buttonTemplate',
	});
	answers({ '/account/templates': [template] });
	expect(await editor(picked('ready|en', 'sendButtonTemplate')).templateText()).toBe(
		[
			'[image] <strong>{{1}}</strong>',
			'Hi <strong>{{2}}</strong>,',
			'your order is ready.',
			'<em>Lotus Lane</em>',
			'[Confirm] [Call us]',
		].join('<br>'),
	);
});

it('shows a body alone, and a header in words', async () => {
	expect(await textOf(' Thank you.\n', 0)).toBe('Thank you.');
});

it("is text whatever Zoko's words hold", async () => {
	const html = await textOf(' <img src=x onerror=alert(1)> & {{1}}\n', 1);
	expect(html).toBe('&lt;img src=x onerror=alert(1)&gt; &amp; <strong>{{1}}</strong>');
});

it.each([
	['nothing is picked', ''],
	['an expression picks it', '={{ $json.template }}'],
])('shows nothing when %s, and asks Zoko nothing', async (_, value) => {
	expect(await editor(picked(value, 'sendTemplate')).templateText()).toBeUndefined();
});

it.each([
	['Zoko refuses', { '/account/templates': 500 }],
	['there is no such template', { '/account/templates': [row('other')] }],
])('shows nothing when %s: the variables tell why', async (_, replies) => {
	answers(replies);
	expect(await editor(picked('picked|en', 'sendTemplate')).templateText()).toBeUndefined();
});
