/** What a hostile message might contain; none of it may become part of the page. */
export const HOSTILE =
	'<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> javascript:alert(1)';

export const CONTACTS = {
	type: 'contacts',
	contacts: {
		whatsappContacts: [
			{
				name: { formattedName: 'Jane Doe', firstName: 'Jane' },
				org: { company: 'Acme', title: 'Lead' },
				phones: [{ phone: '+44 7700 900111', type: 'office' }],
				emails: [{ email: 'jane@example.com', type: 'work' }],
			},
		],
	},
};

export const LIST = {
	type: 'interactive_list',
	interactiveList: {
		header: { text: 'Opening times' },
		body: { text: 'Which branch do you want to visit?' },
		footer: { text: 'Lotus Lane' },
		list: {
			title: 'Branches',
			sections: [
				{
					title: 'North',
					items: [{ title: 'Harbour', description: 'Open until 18:00', payload: 'branch_harbour' }],
				},
				{
					title: 'South',
					items: [
						{ title: 'Station', description: 'Open until 20:00', payload: 'branch_station' },
						{ title: 'Market', description: 'Open until 16:00', payload: 'branch_market' },
					],
				},
			],
		},
	},
};

const reply = (payload, title) => ({ reply: { payload, title } });

/** A message with two buttons under a document. */
export const buttonsBody = (documentUrl) => ({
	type: 'interactive_button',
	interactiveButton: {
		header: { type: 'document', filename: 'brochure.pdf', text: documentUrl },
		body: { text: 'Shall we call you back?' },
		footer: { text: 'Lotus Lane support' },
		buttons: [reply('call_yes', 'Yes'), reply('call_no', 'No')],
	},
});

/** Messages that carry hostile text in every place that the page draws. */
export const HOSTILE_BODIES = [
	{ type: 'text', message: HOSTILE },
	{ type: 'image', message: 'javascript:window.hacked=1', caption: HOSTILE },
	{ type: 'document', message: 'javascript:window.hacked=1' },
	{ type: 'template', templateId: HOSTILE, templateArgs: [HOSTILE] },
	{
		type: 'buttonTemplate',
		templateId: 'track_parcel_link',
		templateArgs: [HOSTILE, HOSTILE, '"><script>'],
	},
	{
		type: 'contacts',
		contacts: { whatsappContacts: [{ name: { formattedName: HOSTILE, firstName: 'a' } }] },
	},
	{
		type: 'interactive_button',
		interactiveButton: {
			header: { type: 'video', text: 'javascript:1' },
			body: { text: HOSTILE },
			buttons: [reply(HOSTILE, HOSTILE)],
		},
	},
];
