import type { INodeProperties } from 'n8n-workflow';
import { optionalText } from '../../message/checks';
import type { Medium } from '../../message/form';
import { LIMITS } from '../../message/limits';
import { mediaLimits, mediaUrl, mediaUrlLabel } from '../../message/media';
import { pageLinkNotices } from '../../message/page-links';
import type { SendOperation } from '../operation';

interface MediaOperation {
	medium: Medium;
	option: SendOperation['option'];
	example: string;
	/** WhatsApp shows no caption with audio and stickers. */
	caption: boolean;
}

/** A message that consists of one medium, in which alone five message types differ. */
export function mediaOperation({
	medium,
	option,
	example,
	caption,
}: MediaOperation): SendOperation {
	return {
		option,
		fields: [...mediaFields(medium, example), ...(caption ? [captionField] : [])],
		toMessage: (form) => {
			const message = mediaUrl(form, medium);
			const text = caption
				? optionalText('Caption', form.get('caption'), LIMITS.caption)
				: undefined;
			return {
				content: { type: medium, message, ...(text && { caption: text }) },
				notices: pageLinkNotices(mediaUrlLabel(medium), message),
			};
		},
	};
}

/** The two ways to give a medium, for messages that consist of one. */
function mediaFields(medium: Medium, example: string): INodeProperties[] {
	return [
		{
			displayName: 'Source',
			name: 'mediaSource',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'URL',
					value: 'url',
					description: `Public link to the ${medium}`,
				},
				{
					name: 'Binary File',
					value: 'binary',
					description: `The ${medium} from a previous node, shared through a signed link to this n8n`,
				},
			],
			default: 'url',
		},
		{
			displayName: mediaUrlLabel(medium),
			name: 'mediaUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: `e.g. ${example}`,
			description: `Public link to the file itself, not to a page that shows it. WhatsApp takes ${mediaLimits(medium)}.`,
			displayOptions: { show: { mediaSource: ['url'] } },
		},
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the input field containing the file data to be processed',
			description: `WhatsApp fetches the file from this n8n, which must therefore be reachable from the Internet. WhatsApp takes ${mediaLimits(medium)}.`,
			displayOptions: { show: { mediaSource: ['binary'] } },
		},
	];
}

const captionField: INodeProperties = {
	displayName: 'Caption',
	name: 'caption',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. Your order is packed',
	description: 'Text shown below the file, up to 1,024 characters',
};
