import { parseDescription, templateSlots } from '../../nodes/Zoko/template/describe';

describe('parseDescription', () => {
	it.each<[string, string, ReturnType<typeof parseDescription>]>([
		[
			'a lone body without prefix, after a blank',
			' Parcel {{1}} is on its way. Track it here: {{2}}\n',
			{ body: 'Parcel {{1}} is on its way. Track it here: {{2}}', buttons: [] },
		],
		[
			'body and footer',
			'Body: Our shop is closed on Monday.\nFooter: Acme Books\n',
			{ body: 'Our shop is closed on Monday.', footer: 'Acme Books', buttons: [] },
		],
		[
			'image header with its trailing blank, body of two lines',
			'Header: Image {{1}} \nBody: Hello {{2}},\nyour table for {{3}} is booked.\nFooter: Acme Bistro\n',
			{
				header: { kind: 'Image', placeholder: 1 },
				body: 'Hello {{2}},\nyour table for {{3}} is booked.',
				footer: 'Acme Bistro',
				buttons: [],
			},
		],
		[
			'body and buttons',
			'Body: Did the repair solve the problem?\nButtons: [Fixed] {{1}}, [Still broken] {{2}}\n',
			{
				body: 'Did the repair solve the problem?',
				buttons: [
					{ title: 'Fixed', placeholder: 1 },
					{ title: 'Still broken', placeholder: 2 },
				],
			},
		],
		[
			'every part, a cut title and a blank line in the body',
			'Header: Image {{1}} \nBody: {{2}}, the blue lamp is back.\n\nPrice today: {{3}}\nFooter: Acme Lights\nButtons: [Reserve one for me n] {{4}}\n',
			{
				header: { kind: 'Image', placeholder: 1 },
				body: '{{2}}, the blue lamp is back.\n\nPrice today: {{3}}',
				footer: 'Acme Lights',
				buttons: [{ title: 'Reserve one for me n', placeholder: 4 }],
			},
		],
		[
			'another header kind',
			'Header: Location {{1}}\nBody: We are here.\n',
			{ header: { kind: 'Location', placeholder: 1 }, body: 'We are here.', buttons: [] },
		],
		[
			'a header of words without placeholder',
			'Header: Your order\nBody: It is packed.\n',
			{ header: { kind: 'Your order' }, body: 'It is packed.', buttons: [] },
		],
		[
			'buttons without placeholders',
			'Body: Visit us.\nButtons: [Call], [Website] {{1}}\n',
			{ body: 'Visit us.', buttons: [{ title: 'Call' }, { title: 'Website', placeholder: 1 }] },
		],
		[
			'commas and brackets in button titles',
			'Body: Pick.\nButtons: [Yes, please] {{1}}, [No [later]] {{2}}, [a], [b] {{3}}\n',
			{
				body: 'Pick.',
				buttons: [
					{ title: 'Yes, please', placeholder: 1 },
					{ title: 'No [later]', placeholder: 2 },
					{ title: 'a' },
					{ title: 'b', placeholder: 3 },
				],
			},
		],
		[
			'Windows line ends',
			'Header: Video {{1}}\r\nBody: Hello\r\nFooter: Acme\r\n',
			{ header: { kind: 'Video', placeholder: 1 }, body: 'Hello', footer: 'Acme', buttons: [] },
		],
		[
			'right-to-left text',
			'Body: مرحبا {{1}}، طلبك {{2}} جاهز.\nButtons: [نعم] {{3}}\n',
			{ body: 'مرحبا {{1}}، طلبك {{2}} جاهز.', buttons: [{ title: 'نعم', placeholder: 3 }] },
		],
		[
			'words that look like parts inside the body',
			'Body: Please note:\nButtons: are below\nFooter: is missing\nand {{1}}\n',
			{
				body: 'Please note:\nButtons: are below\nFooter: is missing\nand {{1}}',
				buttons: [],
			},
		],
		['nothing', '', { body: '', buttons: [] }],
		['line breaks only', '\n\n', { body: '', buttons: [] }],
	])('%s', (_name, templateDesc, parts) => {
		expect(parseDescription(templateDesc)).toEqual(parts);
	});
});

describe('templateSlots', () => {
	it('is in the order of the numbers: header, body, buttons', () => {
		const slots = templateSlots(
			'Header: Document {{1}} \nBody: Hi {{2}}, see {{3}}.\nButtons: [Pay] {{4}}, [Call] {{5}}\n',
			5,
		);
		expect(slots.map(({ placeholder, part }) => [placeholder, part])).toEqual([
			[1, 'header'],
			[2, 'body'],
			[3, 'body'],
			[4, 'button'],
			[5, 'button'],
		]);
		expect(slots[0]).toMatchObject({ kind: 'Document' });
		expect(slots[4]).toMatchObject({ title: 'Call' });
	});

	it('follows numbers, not places', () => {
		const slots = templateSlots('Body: {{2}} before {{1}}\nButtons: [Go] {{3}}\n', 3);
		expect(slots.map(({ placeholder }) => placeholder)).toEqual([1, 2, 3]);
	});

	it('names stand for arguments in the order in which they appear', () => {
		const slots = templateSlots(
			'Header: Image {{1}} \nBody: {{ customer_name }}, order {{order}}. Bye {{customer_name}}!\nButtons: [Pay] {{4}}\n',
			4,
		);
		expect(slots.map(({ placeholder, name, part }) => [placeholder, name, part])).toEqual([
			[1, undefined, 'header'],
			[2, 'customer_name', 'body'],
			[3, 'order', 'body'],
			[4, undefined, 'button'],
		]);
	});

	it('keeps eleven and more in order', () => {
		const body = Array.from({ length: 14 }, (_, index) => `Line ${index + 1}: {{${index + 1}}}`);
		const slots = templateSlots(`Body: ${body.join('\n')}\n`, 14);
		expect(slots.map(({ placeholder }) => placeholder)).toEqual(
			Array.from({ length: 14 }, (_, index) => index + 1),
		);
		expect(slots.every(({ part }) => part === 'body')).toBe(true);
		expect(slots[10]).toMatchObject({ sentence: expect.stringContaining('{{11}}') });
	});

	it('a placeholder that stands twice is one field, named after its first place', () => {
		const slots = templateSlots('Body: Code {{1}}.\nAgain: {{1}}.\nButtons: [Copy] {{2}}\n', 2);
		expect(slots).toHaveLength(2);
		expect(slots[0]).toMatchObject({ sentence: expect.stringContaining('Code') });
	});

	it.each<[string, string, number]>([
		['more in the count', 'Body: Hello {{1}}\n', 2],
		['fewer in the count', 'Body: Hello {{1}} {{2}}\n', 1],
		['a gap in the numbers', 'Body: Hello {{1}} {{3}}\n', 2],
		['names, and more in the count', 'Body: Hello {{name}}\n', 2],
		['numbers out of order among names', 'Body: {{name}}\nButtons: [Go] {{3}}, [No] {{2}}\n', 3],
		['what is neither a number nor a name', 'Body: Hello {{first name}} {{a.b}}\n', 1],
		['no description', '', 3],
	])('%s: numbered fields as many as the count', (_name, templateDesc, count) => {
		expect(templateSlots(templateDesc, count)).toEqual(
			Array.from({ length: count }, (_, index) => ({ placeholder: index + 1, part: 'unknown' })),
		);
	});

	it('has no slots for a template without placeholders', () => {
		expect(templateSlots('Body: Closed on Monday.\nFooter: Acme\n', 0)).toEqual([]);
	});
});

describe('the sentence around a body placeholder', () => {
	const sentences = (templateDesc: string, count: number) =>
		templateSlots(templateDesc, count).map((slot) => ('sentence' in slot ? slot.sentence : ''));

	it('is the line that it stands in', () => {
		expect(sentences('Body: Dear friend,\nHi {{1}}!\nSee you.\n', 1)).toEqual(['Hi {{1}}!']);
	});

	it('differs between two placeholders of one line', () => {
		const [first, second] = sentences('Body: Order {{1}} comes on {{2}} at noon.\n', 2);
		expect(first).toContain('{{1}}');
		expect(first).not.toContain('{{2}}');
		expect(second).toContain('{{2}}');
		expect(second).not.toContain('{{1}}');
	});

	it('is cut at word boundaries, never inside a character', () => {
		const long = '😀wörd '.repeat(40);
		const [sentence = ''] = sentences(`Body: ${long}{{1}} ${long}\n`, 1);
		expect(sentence).toMatch(/^….*\{\{1\}\}.*…$/u);
		expect(sentence).not.toMatch(/\p{Surrogate}/u);
		expect(Array.from(sentence).length).toBeLessThan(120);
	});
});
