import type { Connection } from '../api/connection';
import { listWebhooks } from '../api/webhooks';
import { InvalidInput } from '../errors/invalid-input';
import { parsedUrl } from '../values';

/**
 * What a run may wait for: Zoko's event for what customers write or tap, or the one for deliveries.
 */
type AwaitedEvent = 'message:user:in' | 'message:delivery:update';

/** What follows the address of an n8n in the URL of a published Zoko Trigger. */
const TRIGGER_PATH = /^([^/]+)\/([^/]+)\/\2\/[0-9a-f]{32}$/;

/** What to do when such a trigger is there, and Zoko does not know it. */
export const IF_THERE_IS_ONE =
	'If it is there already, Zoko may have lost its webhook: unpublish it and publish it again, or try again in ten minutes, because the trigger repairs its webhook by itself.';

/**
 * The URLs of the published Zoko Triggers of this n8n that get one of Zoko's events.
 * @param resumeUrl where n8n expects calls to a waiting run
 * @throws ZokoError
 */
export async function listenersFor(
	connection: Connection,
	resumeUrl: string,
	event: AwaitedEvent,
): Promise<string[]> {
	const listed = await listWebhooks(connection);
	return listed
		.filter(({ url, events }) => events.includes(event) && isTriggerOf(resumeUrl, url))
		.map(({ url }) => url);
}

/**
 * Refuses a question whose answer nobody would hear.
 * @throws InvalidInput, and ZokoError when Zoko cannot say: then nothing is sent either
 */
export async function refuseUnheard(connection: Connection, resumeUrl: string): Promise<void> {
	const heard = await listenersFor(connection, resumeUrl, 'message:user:in');
	if (heard.length > 0) return;
	throw new InvalidInput(
		'No published Zoko Trigger of this n8n hears the answer',
		`Make a workflow with the node Zoko Trigger, choose 'Reply Received' in 'Trigger On', and publish it. One such workflow is enough for all questions, and it can be the trigger alone. It needs the same Zoko account as this node. ${IF_THERE_IS_ONE}`,
	);
}

/**
 * Whether a URL leads to a published Zoko Trigger of the n8n that expects answers under an address.
 * The URL for test events has another path, which is gone when the test ends.
 */
function isTriggerOf(resumeUrl: string, url: string): boolean {
	const resume = parsedUrl(resumeUrl);
	const href = parsedUrl(url)?.href;
	if (!resume || !href) return false;
	const { origin, pathname } = resume;
	const [, prefix = '/', waiting = ''] = /^(.*\/)([^/]+)\/[^/]+$/.exec(pathname) ?? [];
	const base = origin + prefix;
	if (!href.startsWith(base)) return false;
	const segment = TRIGGER_PATH.exec(href.slice(base.length))?.[1];
	if (segment === undefined) return false;
	return waiting.endsWith('-waiting')
		? segment === waiting.slice(0, -'-waiting'.length)
		: !/test/i.test(segment);
}
