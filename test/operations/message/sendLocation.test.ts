import fc from 'fast-check';
import { sendLocation } from '../../../nodes/Zoko/operations/message/sendLocation';
import { formOf, refusalOf } from '../../harness/form';

const message = (latitude: unknown, longitude: unknown) =>
	sendLocation.toMessage(formOf({ latitude, longitude })).content.message;

it.each<[unknown, unknown, string]>([
	[12.9716, 77.5946, '12.9716:77.5946'],
	['12.9716', '77.5946', '12.9716:77.5946'],
	[-33.8688, 151.2093, '-33.8688:151.2093'],
	[90, -180, '90:-180'],
	[10, 20, '10:20'],
	[0, 77.5, '0:77.5'],
	[12.123456789, 1, '12.1234568:1'],
	[1e-9, 5, '0:5'],
	[-1e-9, 5, '0:5'],
	[100e-1, 5, '10:5'],
])('%p and %p are %s', (latitude, longitude, expected) => {
	expect(message(latitude, longitude)).toBe(expected);
});

it.each<[unknown, unknown, RegExp]>([
	[91, 0, /^'Latitude' is 91/],
	[0, 181, /^'Longitude' is 181/],
	['', 77, /^'Latitude' is empty/],
	[12, undefined, /^'Longitude' is empty/],
	['12,97', 77, /^'Latitude' is 12,97/],
	[0, 0, /both 0/],
	['0.0', '-0', /both 0/],
])('%p and %p are refused', (latitude, longitude, expected) => {
	expect(refusalOf(() => message(latitude, longitude)).message).toMatch(expected);
});

it('never writes an exponent or more digits than a map needs', () => {
	const coordinate = (max: number) => fc.double({ min: -max, max, noNaN: true });
	fc.assert(
		fc.property(coordinate(90), coordinate(180), (latitude, longitude) => {
			fc.pre(latitude !== 0 || longitude !== 0);
			const [lat = '', long = ''] = message(latitude, longitude)?.split(':') ?? [];
			for (const text of [lat, long]) expect(text).toMatch(/^-?\d{1,3}(\.\d{1,7})?$/);
			expect(Number(lat)).toBeCloseTo(latitude, 6);
			expect(Number(long)).toBeCloseTo(longitude, 6);
		}),
	);
});
