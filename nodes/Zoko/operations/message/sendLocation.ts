import { InvalidInput } from '../../errors/invalid-input';
import { numberBetween } from '../../message/checks';
import type { SendOperation } from '../operation';

/** About one centimetre; more digits carry no meaning, and none may be written as an exponent. */
const DECIMALS = 7;

const decimal = (value: number) => {
	const text = value.toFixed(DECIMALS).replace(/\.?0+$/, '');
	return text === '-0' ? '0' : text;
};

export const sendLocation: SendOperation = {
	option: {
		name: 'Send Location',
		value: 'sendLocation',
		action: 'Send location',
		description: 'Send a location on the map',
	},
	fields: [
		{
			displayName: 'Latitude',
			name: 'latitude',
			type: 'number',
			typeOptions: { minValue: -90, maxValue: 90, numberPrecision: DECIMALS },
			required: true,
			default: 0,
			description: 'Degrees north of the equator, negative to the south',
			hint: 'Such as 12.9716. In Google Maps, a right click on the place shows both numbers.',
		},
		{
			displayName: 'Longitude',
			name: 'longitude',
			type: 'number',
			typeOptions: { minValue: -180, maxValue: 180, numberPrecision: DECIMALS },
			required: true,
			default: 0,
			description: 'Degrees east of Greenwich, negative to the west',
			hint: 'Such as 77.5946',
		},
	],
	toMessage: (form) => {
		const latitude = numberBetween('Latitude', form.get('latitude'), -90, 90);
		const longitude = numberBetween('Longitude', form.get('longitude'), -180, 180);
		if (latitude === 0 && longitude === 0) {
			throw new InvalidInput(
				"'Latitude' and 'Longitude' are both 0, a point in the Atlantic Ocean",
				'Fill in both. If they hold expressions, check that the incoming item has the coordinates.',
			);
		}
		return {
			content: { type: 'location', message: `${decimal(latitude)}:${decimal(longitude)}` },
		};
	},
};
