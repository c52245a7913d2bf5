import fc from 'fast-check';
import { contactCards } from '../../nodes/Zoko/message/contacts';
import { InvalidInput } from '../../nodes/Zoko/errors/invalid-input';
import { refusalOf } from '../harness/form';

const cardsOf = (value: unknown) => contactCards({ label: 'Contacts', value, json: false });
const fromForm = (...contact: unknown[]) => cardsOf({ contact });
const fromJson = (value: unknown) => contactCards({ label: 'Contacts (JSON)', value, json: true });

const JANE = { name: { firstName: 'Jane', formattedName: 'Jane' } };

describe('from the form', () => {
	it('builds a whole card', () => {
		const [card] = fromForm({
			prefix: 'Dr.',
			firstName: 'Jane',
			middleName: 'Ann',
			lastName: 'Doe',
			suffix: 'Jr.',
			company: 'Acme Books',
			department: 'Sales',
			title: 'Manager',
			phones: { phone: [{ phone: '+91 98765 43210', type: 'work' }, { phone: '+1 555 0100' }] },
			emails: { email: [{ email: 'jane@example.com', type: '' }] },
			addresses: { address: [{ street: '12 Market Road', city: 'Bengaluru', state: '' }] },
		});
		expect(card).toEqual({
			name: {
				prefix: 'Dr.',
				firstName: 'Jane',
				middleName: 'Ann',
				lastName: 'Doe',
				suffix: 'Jr.',
				formattedName: 'Dr. Jane Ann Doe Jr.',
			},
			org: { company: 'Acme Books', department: 'Sales', title: 'Manager' },
			phones: [{ phone: '+91 98765 43210', type: 'work' }, { phone: '+1 555 0100' }],
			emails: [{ email: 'jane@example.com' }],
			addresses: [{ street: '12 Market Road', city: 'Bengaluru' }],
		});
	});

	it('leaves out what is blank', () => {
		const blank = {
			firstName: ' Jane ',
			lastName: '',
			company: ' ',
			phones: { phone: [{ phone: '', type: 'work' }] },
			emails: {},
			addresses: { address: [{ street: '' }] },
		};
		expect(fromForm(blank)).toEqual([JANE]);
	});

	it('always gives a first name, as WhatsApp wants one', () => {
		expect(fromForm({ lastName: 'Doe' })).toEqual([
			{ name: { firstName: 'Doe', lastName: 'Doe', formattedName: 'Doe' } },
		]);
	});

	it('keeps the order of several', () => {
		const cards = fromForm({ firstName: 'Jane' }, { firstName: 'Ravi' });
		expect(cards.map(({ name }) => name.firstName)).toEqual(['Jane', 'Ravi']);
	});

	it.each([[{}], [{ contact: [] }], [undefined], [null]])(
		'refuses %j as no contact',
		(contacts) => {
			expect(refusalOf(() => cardsOf(contacts)).message).toBe("'Contacts' has no contact");
		},
	);

	it('says which contact has no name', () => {
		const { message } = refusalOf(() => fromForm({ firstName: 'Jane' }, { company: 'Acme' }));
		expect(message).toBe("'Contacts, contact 2' has no name");
	});
});

describe('from JSON', () => {
	it.each<[string, unknown]>([
		['a list', [{ firstName: 'Jane' }]],
		['text of a list', '[{"firstName":"Jane"}]'],
		['one object', { firstName: 'Jane' }],
		["the wrapper of Zoko's API", { whatsappContacts: [{ name: { firstName: 'Jane' } }] }],
		['nested names', [{ name: { formattedName: 'Jane', firstName: 'Jane' } }]],
	])('takes %s', (_name, json) => expect(fromJson(json)).toEqual([JANE]));

	it('takes phones and emails as objects, texts or numbers', () => {
		const [card] = fromJson([
			{
				firstName: 'Jane',
				phones: ['+91 98765 43210', 919876543211, { phone: '+1 555 0100', type: 'work' }],
				emails: ['jane@example.com', { email: 'j@example.com', type: 'home' }],
				org: { company: 'Acme' },
				addresses: [{ city: 'Bengaluru', countryCode: 'IN' }],
			},
		]);
		expect(card).toMatchObject({
			phones: [
				{ phone: '+91 98765 43210' },
				{ phone: '919876543211' },
				{ phone: '+1 555 0100', type: 'work' },
			],
			emails: [{ email: 'jane@example.com' }, { email: 'j@example.com', type: 'home' }],
			org: { company: 'Acme' },
			addresses: [{ city: 'Bengaluru', countryCode: 'IN' }],
		});
	});

	it.each<[string, unknown]>([
		['the text', '+1 555 0100'],
		['the object', { phone: '+1 555 0100' }],
		['the shape of the form', { phone: [{ phone: '+1 555 0100' }] }],
	])('%s of one phone is a list of one', (_name, phones) => {
		expect(fromJson([{ name: 'Jane', org: 'Acme', phones }])).toEqual([
			{ ...JANE, org: { company: 'Acme' }, phones: [{ phone: '+1 555 0100' }] },
		]);
	});

	it('a given formatted name wins', () => {
		const [card] = fromJson([{ firstName: 'Jane', lastName: 'Doe', formattedName: 'J. Doe' }]);
		expect(card?.name.formattedName).toBe('J. Doe');
	});

	it.each<[string, unknown, RegExp]>([
		['nothing', '', /has no contact/],
		['an empty list', '[]', /has no contact/],
		['broken JSON', '[{]', /not valid JSON/],
		['a text', '"Jane"', /has no contact/],
		['a list of texts', '["Jane"]', /contact 1' is not an object/],
		['an empty object', '{}', /has no name/],
		['an object for a name', '[{"firstName":{}}]', /firstName' holds an object/],
		[
			'names in the spelling of Meta',
			[{ name: { first_name: 'Jane' } }],
			/name' has the key 'first_name'/,
		],
		['a phone of its own', [{ firstName: 'Jane', phone: '+1 555 0100' }], /the key 'phone'/],
		[
			"Meta's ID of a phone",
			[{ firstName: 'J', phones: [{ phone: '1', wa_id: '1' }] }],
			/phone 1' has the key 'wa_id'/,
		],
		[
			'an unknown part of an email',
			[{ firstName: 'J', emails: [{ mail: 'j@example.com' }] }],
			/email 1' has the key 'mail'/,
		],
		[
			'an unknown part of an address',
			[{ firstName: 'J', addresses: [{ country_code: 'IN' }] }],
			/address 1' has the key 'country_code'/,
		],
		[
			'an address in one text',
			[{ firstName: 'J', addresses: ['12 Market Road'] }],
			/address 1' is not an object/,
		],
		[
			'an unknown part of a company',
			[{ firstName: 'J', org: { name: 'Acme' } }],
			/org' has the key 'name'/,
		],
		[
			"something beside Zoko's wrapper",
			{ whatsappContacts: [{ firstName: 'J' }], note: 'x' },
			/the key 'note'/,
		],
		['the wrapper of Meta', { contacts: [{ firstName: 'Jane' }] }, /the key 'contacts'/],
	])('refuses %s', (_name, json, message) => {
		const refusal = refusalOf(() => fromJson(json));
		expect(refusal.message).toMatch(message);
		expect(refusal.message).toContain("'Contacts (JSON)");
	});

	it('gives cards with names or InvalidInput for any JSON', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
				try {
					for (const { name } of fromJson(json)) {
						expect(name.formattedName).not.toBe('');
						expect(name.firstName).not.toBe('');
					}
				} catch (error) {
					expect(error).toBeInstanceOf(InvalidInput);
				}
			}),
			{ numRuns: 500 },
		);
	});
});
