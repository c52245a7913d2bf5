import { Mask } from '../../nodes/Zoko/api/mask';

const KEY = 'secret-key-1234';
const mask = new Mask(` ${KEY} `);

it('takes the key out of every text and name, however deep', () => {
	const answer = { message: `no ${KEY}`, [KEY]: 1, list: [{ id: `${KEY}-${KEY}` }, null, 5, true] };
	const masked = mask.value(answer);
	expect(JSON.stringify(masked)).not.toContain(KEY);
	expect(masked).toEqual({
		message: 'no [API key]',
		'[API key]': 1,
		list: [{ id: '[API key]-[API key]' }, null, 5, true],
	});
});

it('leaves an answer as it is that does not hold the key', () => {
	const answer = { a: [1, 'two', { three: null }] };
	expect(mask.value(answer)).toEqual(answer);
	expect(new Mask('').value('nothing to hide')).toBe('nothing to hide');
});

it('copes with an answer that is nothing but lists in lists', () => {
	const deep: unknown = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000));
	expect(JSON.stringify(mask.value(deep)).length).toBeLessThan(200);
});
