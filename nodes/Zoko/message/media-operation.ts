import { optionalText } from './checks';
import type { SendOperation } from './draft';
import { captionField, mediaFields } from './fields';
import type { Medium } from './form';
import { LIMITS } from './limits';
import { mediaUrl } from './media';

interface MediaOperation {
	medium: Medium;
	option: SendOperation['option'];
	example: string;
	/** WhatsApp shows no caption with audio and stickers. */
	caption: boolean;
}

/** A message that consists of one medium; five message types differ in nothing else. */
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
			return { content: { type: medium, message, ...(text && { caption: text }) } };
		},
	};
}
