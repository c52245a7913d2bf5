/**
 * What a channel id is: a phone number (digits), the id of a group (Meta's have 18 digits), or the
 * business-scoped id of a user who shows no number (`CC.` and up to 128 letters and digits).
 */
export type ChannelKind = 'phone' | 'group' | 'bsuid';

/** The kind of a channel id, by its form. */
export function kindOf(channelId: string): ChannelKind {
	if (/^\d{18}$/.test(channelId)) return 'group';
	return /^\d+$/.test(channelId) ? 'phone' : 'bsuid';
}
