/**
 * What WhatsApp takes, counted in Unicode code points. Text, caption and URL limits: Zoko's API
 * reference, "Send a message". Interactive limits: Meta's Cloud API pages "Interactive reply
 * buttons messages" and "Interactive list messages"; Zoko passes these messages on. Groups: Zoko's
 * page "Groups API".
 */
export const LIMITS = {
	text: 4096,
	mediaUrl: 4096,
	caption: 1024,
	buttonsBody: 1024,
	listBody: 4096,
	headerText: 60,
	footer: 60,
	buttons: 3,
	buttonTitle: 20,
	buttonPayload: 256,
	listButton: 20,
	sections: 10,
	sectionTitle: 24,
	rows: 10,
	rowTitle: 24,
	rowDescription: 72,
	rowPayload: 200,
	groupSubject: 128,
	groupDescription: 2048,
} as const;
