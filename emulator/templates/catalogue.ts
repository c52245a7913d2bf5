import type { TemplateDefinition } from './definition';

const reply = (title: string) => ({ kind: 'reply' as const, title });

/** The templates of the demo shop. Every shape that a description can have occurs at least once. */
export const CATALOGUE: readonly TemplateDefinition[] = [
	{
		id: 'order_shipped',
		language: 'en',
		body: 'Hello {{1}}, your order {{2}} has shipped. Track it here: {{3}}\n\nThank you for shopping with us!',
		footer: 'Lotus Lane',
	},
	{
		id: 'order_shipped',
		language: 'de',
		body: 'Hallo {{1}}, deine Bestellung {{2}} ist unterwegs. Sendung verfolgen: {{3}}\n\nDanke für deinen Einkauf!',
		footer: 'Lotus Lane',
	},
	{
		id: 'order_shipped',
		language: 'es',
		body: 'Hola {{1}}, tu pedido {{2}} está en camino. Síguelo aquí: {{3}}\n\n¡Gracias por tu compra!',
		footer: 'Lotus Lane',
	},
	{
		id: 'order_confirm_cod',
		language: 'en',
		body: 'Hi {{1}}, please confirm your cash on delivery order *{{2}}* over {{3}}.',
		footer: 'Lotus Lane',
		buttons: [reply('Confirm'), reply('Cancel')],
	},
	{
		id: 'order_confirm_cod',
		language: 'hi',
		body: 'नमस्ते {{1}}, कृपया अपने कैश ऑन डिलीवरी ऑर्डर *{{2}}* ({{3}}) की पुष्टि करें।',
		footer: 'Lotus Lane',
		buttons: [reply('पुष्टि करें'), reply('रद्द करें')],
	},
	{
		id: 'review_request',
		language: 'en',
		body: 'How was your order?\n\nYour answer helps us and other shoppers.',
		buttons: [reply('Loved it'), reply('It was okay'), reply('Not happy')],
	},
	{
		id: 'abandoned_cart',
		language: 'en',
		header: 'image',
		body: '{{1}}, you left something behind 🛒\n\n*{{2}}* is still in your cart, and {{3}} is waiting for you at checkout.',
		footer: 'Reply STOP to opt out',
		buttons: [reply('Take me to checkout'), reply('Remind me tomorrow')],
	},
	{
		id: 'appointment_confirm',
		language: 'en',
		body: 'Hi {{1}}, we have booked {{2}} for you: {{3}}. Will you come?',
		footer: 'Lotus Lane',
		buttons: [reply('I will come'), reply('Another time')],
	},
	{
		id: 'appointment_reminder',
		language: 'en',
		body: 'Hi {{1}}, see you soon: {{2}} on {{3}}.',
		footer: 'Lotus Lane',
	},
	{
		id: 'invoice_ready',
		language: 'en',
		header: 'document',
		body: 'Dear {{1}}, the invoice for order {{2}} is attached.',
		footer: 'Lotus Lane accounts',
	},
	{
		id: 'delivery_failed_notice',
		language: 'en',
		body: 'Sorry {{1}}, we could not deliver order {{2}} today. When shall we try again?',
		buttons: [reply('Tomorrow morning'), reply('Tomorrow evening'), reply('Talk to a person')],
	},
	{
		id: 'shop_closed_monday',
		language: 'en',
		body: 'Our shop is closed on Monday.',
		footer: 'Lotus Lane',
	},
	{
		id: 'pickup_code',
		language: 'en',
		body: 'Your pickup code is {{1}}. Show it at the {{2}} counter.',
	},
	{ id: 'welcome_back', language: 'en', body: 'Welcome back! How can we help you today?' },
	{
		id: 'new_collection',
		language: 'en',
		header: 'image',
		body: 'Hello {{1}},\nthe {{2}} collection is here. Members get {{3}} off until Sunday.',
		footer: 'Lotus Lane',
	},
	{
		id: 'care_video',
		language: 'en',
		header: 'video',
		body: 'Hi {{1}}, this is how to look after your {{2}}.',
		footer: 'Lotus Lane',
	},
	{
		id: 'login_code',
		language: 'en_US',
		body: '*{{1}}* is your verification code. For your security, do not share this code.',
		buttons: [{ kind: 'code', title: 'Copy code' }],
	},
	{
		id: 'track_parcel_link',
		language: 'en',
		body: '{{1}}, your parcel is with the courier. Estimated arrival: {{2}}.',
		footer: 'Lotus Lane',
		buttons: [{ kind: 'url', title: 'Track parcel', base: 'https://track.shop.example/p/' }],
	},
	{
		id: 'order_summary_long',
		language: 'en',
		body: '*Order {{1}}* for {{2}}\n------------------------\n1. {{3}}: {{4}}\n2. {{5}}: {{6}}\n3. {{7}}: {{8}}\n------------------------\nShipping: {{9}}\nTotal: *{{10}}*\nDelivered to: {{11}}\nExpected: {{12}}',
		footer: 'Lotus Lane',
	},
	{
		id: '__festive_offer__01',
		language: 'en',
		body: '✨ *Festive week* ✨\n\nHi {{1}}, everything in _Home & Living_ is ~20%~ *{{2}}* off. \n\n- lamps / candles\n- "soft" throws\n\nUse ```{{3}}``` at checkout 🎁',
		footer: 'Offer ends Sunday at midnight. Terms apply, see the shop for them.',
		buttons: [reply('Show me the offers of the week'), reply('Not now')],
	},
	{
		id: 'delivery_slot',
		language: 'en',
		body: 'Which slot suits you, {{1}}?',
		buttons: [reply('Today, 4-6 pm'), reply('[Tomorrow] 9-11 am'), reply('Later, {call} me')],
	},
	{
		id: 'order_ready',
		language: 'ar',
		body: 'مرحبا {{1}}، طلبك رقم {{2}} جاهز للاستلام من فرع {{3}}.',
		footer: 'لوتس لين',
		buttons: [reply('في الطريق'), reply('غدا من فضلك')],
	},
	{
		id: 'back_in_stock',
		language: 'en',
		header: 'image',
		body: '{{1}}, the blue lamp is back.\n\nPrice today: {{2}}',
		footer: 'Lotus Lane',
		buttons: [reply('Reserve one for me now')],
	},
	{
		id: 'summer_sale_2023',
		language: 'en',
		active: false,
		body: 'Summer sale, {{1}}: 30% off until Friday.',
		footer: 'Lotus Lane',
	},
	{
		id: 'loyalty_points',
		language: 'en',
		body: 'Hi {{1}}, you have {{2}} points.',
		listed: { desc: 'Loyalty points update (migrated, no definition available)', count: 2 },
	},
	{
		id: 'store_opening',
		language: 'en',
		header: 'image',
		body: 'Join us, {{1}}! Our new store opens on {{2}}.',
		footer: 'Lotus Lane',
		listed: { type: 'template' },
	},
];

const SHAPES: ReadonlyArray<Omit<TemplateDefinition, 'id' | 'language'>> = [
	{ body: 'Hello {{1}}, update number {{2}} on your order.' },
	{ body: 'Hello {{1}}, see what is new.', header: 'image', footer: 'Lotus Lane' },
	{ body: 'Is {{1}} still right for you?', buttons: [reply('Yes'), reply('No')] },
	{ body: 'Our opening hours have changed.', footer: 'Lotus Lane' },
];

const LANGUAGES = ['en', 'de', 'es', 'hi', 'en_US'];

/** The catalogue followed by numbered templates, `rows` rows in all, as large accounts have them. */
export function bigCatalogue(rows: number): TemplateDefinition[] {
	const templates = CATALOGUE.slice(0, rows);
	for (let number = 1; templates.length < rows; number++) {
		templates.push({
			...SHAPES[number % SHAPES.length]!,
			id: `campaign_${String(number).padStart(4, '0')}`,
			language: LANGUAGES[number % LANGUAGES.length]!,
		});
	}
	return templates;
}
