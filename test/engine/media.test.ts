import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { Inbox, INSTANCE, items, itemsOf, runZoko, useNock, zokoPack } from '../harness';

useNock();

beforeAll(async () => {
	await Container.get(BinaryDataService).init();
});

const IMAGE = { operation: 'sendImage', recipient: '+919876543210', mediaSource: 'binary' };
const GO_ON = { onError: 'continueRegularOutput' } as const;
const file = (more: Partial<IBinaryData> = {}): IBinaryData => ({
	data: 'filesystem-v2',
	mimeType: 'image/jpeg',
	id: 'filesystem-v2:workflows/test/executions/1/binary_data/5b0f3c1e',
	...more,
});
const withFile = (binary: INodeExecutionData['binary']): INodeExecutionData[] => [
	{ json: {}, binary },
];

describe('a file of an earlier node', () => {
	it.each(['image', 'video', 'document', 'audio', 'sticker'])(
		'%s: goes out as a link',
		async (medium) => {
			const types: Record<string, string> = {
				image: 'image/png',
				video: 'video/mp4',
				document: 'application/pdf',
				audio: 'audio/mpeg',
				sticker: 'image/webp',
			};
			const inbox = new Inbox();
			const operation = `send${medium.charAt(0).toUpperCase()}${medium.slice(1)}`;
			const input = withFile({ data: file({ mimeType: types[medium] }) });
			const run = await runZoko(zokoPack(), { ...IMAGE, operation }, input);
			expect(run.data.resultData.error).toBeUndefined();
			expect(inbox.bodies).toEqual([
				{
					channel: 'whatsapp',
					recipient: '919876543210',
					type: medium,
					message: expect.stringMatching(
						new RegExp(`^${INSTANCE}/rest/binary-data/signed\\?token=[\\w.-]+$`),
					),
				},
			]);
		},
	);

	it('comes from the field that the form names', async () => {
		const inbox = new Inbox();
		const input = withFile({ data: file({ mimeType: 'text/plain' }), photo: file() });
		await runZoko(zokoPack(), { ...IMAGE, binaryPropertyName: 'photo', caption: 'Hi' }, input);
		expect(inbox.bodies[0]).toMatchObject({ caption: 'Hi' });
	});

	it.each<[string, INodeExecutionData[], RegExp, RegExp]>([
		['no file', items({}), /no file in the field 'data'/, /no file at all/],
		['another field', withFile({ photo: file() }), /no file in the field 'data'/, /It has: photo/],
		['another type', withFile({ data: file({ mimeType: 'image/gif' }) }), /image\/gif/, /Convert/],
		[
			'a file in memory',
			withFile({ data: { data: 'AAAA', mimeType: 'image/png' } }),
			/keeps binary data in memory/,
			/N8N_DEFAULT_BINARY_DATA_MODE/,
		],
		[
			'a file that is too big',
			withFile({ data: file({ bytes: 6_000_000 }) }),
			/5.7 MB, .* at most 5.0 MB/,
			/smaller/,
		],
	])('%s is refused', async (_name, input, error, advice) => {
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), IMAGE, input);
		expect(run.data.resultData.error?.message).toMatch(error);
		expect(run.data.resultData.error?.description).toMatch(advice);
		expect(inbox.bodies).toEqual([]);
	});

	it('an n8n that only knows itself as localhost cannot serve WhatsApp', async () => {
		const inbox = new Inbox();
		const additional = { restApiUrl: 'http://localhost:5678/rest' };
		const input = withFile({ data: file() });
		const run = await runZoko(zokoPack(), IMAGE, input, {}, { additional });
		expect(run.data.resultData.error?.message).toContain('http://localhost:5678');
		expect(run.data.resultData.error?.description).toContain('WEBHOOK_URL');
		expect(inbox.bodies).toEqual([]);
	});
});

describe('a URL', () => {
	it.each([
		['', /'Image URL' is empty/],
		['/photo.jpg', /'Image URL' is not a web address/],
		['http://192.168.1.4/photo.jpg', /cannot be reached from the Internet/],
	])('%j is refused', async (mediaUrl, error) => {
		const inbox = new Inbox();
		const parameters = { ...IMAGE, mediaSource: 'url', mediaUrl: `={{ "${mediaUrl}" }}` };
		const run = await runZoko(zokoPack(), parameters, items({}), GO_ON);
		expect(itemsOf(run, 'zoko')[0]?.json.error).toMatch(error);
		expect(inbox.bodies).toEqual([]);
	});
});

it.each([
	[['a'], /Google Drive/, /^(?!.+more in)/],
	[['a', 'b'], /Google Drive/, /\(1 more in 'notices'\)$/],
])('what WhatsApp is likely to refuse is told above the output: %j', async (ids, what, more) => {
	const inbox = new Inbox();
	const mediaUrl = '=https://drive.google.com/file/d/{{ $json.id }}/view';
	const parameters = { ...IMAGE, mediaSource: 'url', mediaUrl };
	const run = await runZoko(zokoPack(), parameters, items(...ids.map((id) => ({ id }))));
	expect(inbox.bodies).toHaveLength(ids.length);
	const [{ hints = [] } = {}] = run.data.resultData.runData.zoko ?? [];
	expect(hints).toHaveLength(1);
	expect(hints[0]).toMatchObject({ location: 'outputPane', type: 'warning' });
	expect(hints[0]?.message).toMatch(what);
	expect(hints[0]?.message).toMatch(more);
});
