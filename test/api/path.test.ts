import fc from 'fast-check';
import { pathOf } from '../../nodes/Zoko/api/path';
import { InvalidInput } from '../../nodes/Zoko/errors/invalid-input';

const UUID = '5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a01';

describe('the path of a thing', () => {
	it.each([
		[pathOf('message', UUID), `/message/${UUID}`],
		[pathOf('message', UUID, 'history'), `/message/${UUID}/history`],
		[pathOf('customer', 'c-1', 'properties', 'p-1'), '/customer/c-1/properties/p-1'],
		[pathOf('agent', 'meera+shop@shop.example'), '/agent/meera%2Bshop%40shop.example'],
		[pathOf('agent', 'jörg@läden.example'), `/agent/${encodeURIComponent('jörg@läden.example')}`],
	])('is %s', (path, expected) => {
		expect(path).toBe(expected);
	});

	it.each([
		['a word of the path', 'batch'],
		['another one', 'teams'],
		['in capitals', 'BATCH'],
		['dots, which climb up', '..'],
		['dots that were encoded', '%2e%2e'],
		['a path', '../webhook/1'],
		['a path to the left', '..\\1'],
		['a query', '1?x'],
		['a fragment', '1#x'],
		['blanks', '1 2'],
		['a line break', '1\n'],
		['an expression', '=1'],
		['half a character', '1\ud800'],
		['a character that is not seen', '1\u200b'],
		['nothing', ''],
		['a text of a megabyte', '1'.repeat(1_000_000)],
	])('has no %s', (_, id) => {
		expect(() => pathOf('message', id)).toThrow(InvalidInput);
		expect(() => pathOf('customer', 'c-1', 'properties', id)).toThrow(/^'.{0,61}' is not an ID$/);
	});

	it('is one of its own for each id, or none', () => {
		const parts = (id: string) => new URL(`https://zoko.example/v2${pathOf('message', id)}`);
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (id) => {
				try {
					expect(decodeURIComponent(parts(id).pathname)).toBe(`/v2/message/${id}`);
				} catch (error) {
					expect(error).toBeInstanceOf(InvalidInput);
				}
			}),
			{ examples: [['..'], ['1/2'], ['a1'], ['\ud800']] },
		);
	});
});
