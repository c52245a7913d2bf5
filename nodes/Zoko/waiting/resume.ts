import { type IWebhookFunctions, sleep } from 'n8n-workflow';
import { connect, type RequestContext } from '../api/connection';
import { faultOf } from '../errors/fault';
import { unchanged } from '../errors/problem';
import { isRecord, setNewest } from '../values';
import { type OwnAddress, runAddresses } from './run-address';
import { digestOfToken, instanceMark, type RunToken } from './token';
import { Turns } from './turns';
import { signed, type SignedAnswer, type WaitAnswer } from './webhook';

/**
 * What became of an answer. `late`: no run waits for it any more. `running`: the run does not wait yet,
 * or not any more. `unreachable`: n8n did not reach itself. `elsewhere`: another n8n has asked, or a
 * published trigger takes the answer.
 */
export type Fate = 'resumed' | 'late' | 'running' | 'unreachable' | 'elsewhere';

/** Whether nothing more can come of an answer. */
export function isOver(fate: Fate): boolean {
	return fate !== 'running' && fate !== 'unreachable';
}

/** What ends the wait of a run, as far as the run learns about it. */
interface Ending extends Omit<WaitAnswer, keyof RunToken> {
	/** Zoko's id of the tap, or whatever else tells it apart. */
	id: string;
}

/** The trigger, called from outside or by the clock. */
export type Messenger = RequestContext &
	Pick<IWebhookFunctions, 'getInstanceId' | 'getMode' | 'getWorkflow'>;

/**
 * Milliseconds for n8n's first word, and for learning what becomes of an answer. Zoko waits five
 * seconds, and a busy n8n needs some of them before it calls the trigger.
 */
const FIRST_WORD = 2000;
const LAST_WORD = 3600;

/**
 * When a run that is still being saved as waiting is tried again, in milliseconds, until after the last
 * word, and when an answer is that Zoko does not repeat.
 */
const PAUSES = [250, 500, 1000, 2000];
const LATER = [5_000, 15_000, 30_000];

/**
 * Milliseconds that a busy n8n may take to resume a run. A request that is given up earlier resumes
 * the run all the same, and its repeats make n8n even slower.
 */
const TIMEOUT = 30_000;

/** n8n takes longer to resume many runs at once than to resume them one after the other. */
const AT_ONCE = 2;

const turns = new Turns(AT_ONCE);

/** More waits than are answered while Zoko repeats an event. */
const MAX_WAITS = 10_000;

/** An answer on its way. */
export interface Bringing<Outcome = Fate> {
	outcome: Promise<Outcome>;
	/** Whether n8n has said anything yet. */
	heard(): boolean;
	/** Zoko does not repeat it: it is tried for longer. */
	persist(): void;
}

interface Known {
	/** What ended the wait, or may have. */
	ending: string;
	fate: Promise<Fate>;
	/** n8n has said something, even if only that the run does not wait yet. */
	heard?: boolean;
	persistent?: boolean;
	/** A request got no answer, so n8n may have resumed the run because of it. */
	doubtful?: boolean;
	/** n8n did not know the run's key, though it was asked for a while. */
	unknown?: boolean;
	/** Other processes are being asked about it. */
	asking?: boolean;
}

/** Says which ending another process has brought to a run, by the digest of the wait. */
type AskOthers = (wait: string) => Promise<string | undefined>;

/** What is known of the waits that this process has brought an answer to, by digest. */
const waits = new Map<string, Known>();

/** Milliseconds in which n8n usually says whether an answer on its way has resumed the run. */
const ANSWERED_BY = 2000;

/** What this process has ended a wait with. @param wait see `digestOfToken` */
export async function endingOf(wait: string): Promise<string | undefined> {
	const known = waits.get(wait);
	// Two processes that ask each other must not wait for each other.
	if (!known || known.asking) return undefined;
	const fate = await Promise.race([known.fate.catch(() => undefined), sleep(ANSWERED_BY)]);
	return fate === 'resumed' ? known.ending : undefined;
}

/**
 * What is known in time to answer Zoko.
 * @returns `silent` when n8n has not said a word yet, `busy` when it has and nothing is decided
 */
export async function inTime<Outcome>({
	outcome,
	heard,
}: Pick<Bringing<Outcome>, 'outcome' | 'heard'>): Promise<Outcome | 'silent' | 'busy'> {
	const last = sleep(LAST_WORD).then(() => 'busy' as const);
	const first = await Promise.race([outcome, sleep(FIRST_WORD).then(() => 'silent' as const)]);
	return first === 'silent' && heard() ? await Promise.race([outcome, last]) : first;
}

/**
 * Brings to a run what it waits for. Repeats of a tap, and the same tap at another trigger, share
 * one try; a second tap for the same wait is late. That can take a while: see `inTime`.
 * @param base see `runBase`
 * @param others asked when the run does not wait: another process may have been first
 */
export function resumeRun(
	context: Messenger,
	base: string,
	token: RunToken,
	ending: Ending,
	others?: AskOthers,
): Bringing {
	const shared: { known?: Known } = {};
	const outcome = resume(context, base, token, ending, shared, others);
	return {
		outcome,
		heard: () => shared.known?.heard === true,
		persist() {
			if (shared.known) shared.known.persistent = true;
		},
	};
}

async function resume(
	context: Messenger,
	base: string,
	token: RunToken,
	ending: Ending,
	shared: { known?: Known },
	others: AskOthers | undefined,
): Promise<Fate> {
	// While somebody listens for a test event, the published trigger gets the tap as well.
	if (context.getMode() === 'manual') return 'elsewhere';
	if (token.instance !== instanceMark(context.getInstanceId())) return 'elsewhere';
	const digest = digestOfToken(token);
	for (let known = waits.get(digest); known; known = waits.get(digest)) {
		shared.known = known;
		const fate = await known.fate;
		if (fate === 'resumed') return known.ending === ending.id ? 'resumed' : 'late';
		if (fate === 'late') return 'late';
		if (waits.get(digest) === known) break;
	}
	const { doubtful, unknown } = waits.get(digest) ?? {};
	const fate = Promise.resolve<Fate>('running');
	const known: Known = { ending: ending.id, fate, doubtful, unknown };
	shared.known = known;
	const ask: AskOthers = async (wait) => {
		known.asking = true;
		const ended = await others?.(wait);
		known.asking = false;
		return ended;
	};
	known.fate = bring(context, base, token, ending, known, ask).catch((error) => {
		waits.delete(digest);
		throw unchanged(error);
	});
	setNewest(waits, digest, known, MAX_WAITS);
	return await known.fate;
}

async function bring(
	context: Messenger,
	base: string,
	token: RunToken,
	{ id, reply, customerName, delivery }: Ending,
	known: Known,
	askOthers: AskOthers,
): Promise<Fate> {
	const { executionId, wait, key } = token;
	const connection = await connect(context);
	const body = signed(connection, { executionId, wait, key, reply, customerName, delivery });
	const addresses = runAddresses(base, token);
	for (let tried = 0; ; tried++) {
		const said = await turns.take(() => ask(context, addresses, body, known));
		known.heard = true;
		switch (said) {
			case 'resumed':
				return 'resumed';
			case 'gone':
				if (known.doubtful) return 'resumed';
				return (await askOthers(digestOfToken(token))) === id ? 'resumed' : 'late';
			case 'unsigned':
				context.logger.warn(
					`Zoko Trigger of workflow ${context.getWorkflow().id}: execution ${executionId} did not accept an answer, because it was asked with a different API key. Give both nodes the same credential.`,
				);
				return 'late';
		}
		if (said === 'busy' && tried === PAUSES.length) {
			const ended = await askOthers(digestOfToken(token));
			if (ended !== undefined) return ended === id ? 'resumed' : 'late';
		}
		const pause = [...PAUSES, ...(known.persistent ? LATER : [])][tried];
		if (pause === undefined || (said === 'unreachable' && !known.persistent)) {
			if (said === 'unknown' && (known.unknown || known.persistent)) return 'late';
			known.unknown = said === 'unknown';
			return said === 'unreachable' ? 'unreachable' : 'running';
		}
		await sleep(pause);
	}
}

/**
 * What n8n says of a run. `unknown`: it has another key, perhaps because the wait is not saved yet: what
 * n8n keeps of a run from the editor in queue mode has another one until then.
 */
type Said = 'resumed' | 'gone' | 'unsigned' | 'busy' | 'unknown' | 'unreachable';

/** Asks n8n at each of its addresses in turn, until one answers for it. */
async function ask(
	context: Messenger,
	addresses: OwnAddress[],
	body: SignedAnswer,
	known: Known,
): Promise<Said> {
	const faults: string[] = [];
	for (const { url, isLocal } of addresses) {
		try {
			const answer: unknown = await context.helpers.httpRequest({
				method: 'POST',
				url,
				body,
				json: true,
				timeout: TIMEOUT,
				abortSignal: AbortSignal.timeout(TIMEOUT),
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				// This is the address of this n8n's own socket, which no certificate names.
				skipSslCertificateValidation: isLocal,
			});
			const said = isRecord(answer)
				? readAnswer(Number(answer.statusCode), answer.body)
				: undefined;
			if (said !== undefined) return said;
			faults.push(`status ${isRecord(answer) ? Number(answer.statusCode) : '?'}`);
		} catch (error) {
			const { code, neverSent } = faultOf(error);
			if (!neverSent) known.doubtful = true;
			faults.push(code ?? 'no answer');
		}
	}
	context.logger.warn(
		`Zoko Trigger of workflow ${context.getWorkflow().id}: an answer could not be brought to the execution that waits for it: ${faults.join(', ')}.`,
	);
	return 'unreachable';
}

/** Reads n8n's words; undefined when they decide nothing, or come from a proxy. */
function readAnswer(status: number, body: unknown): Said | undefined {
	if (!isRecord(body)) return undefined;
	const { resumed } = body;
	const message = String(body.message ?? body.error ?? '');
	if (resumed === true) return 'resumed';
	if (resumed === false && status === 503) return undefined;
	if (resumed === false) return status === 403 ? 'unsigned' : 'gone';
	if (status === 401) return message === 'Invalid token' ? 'unknown' : undefined;
	if (status === 500) return 'busy';
	if (!/execution/i.test(message)) return undefined;
	if (status === 404) return 'gone';
	if (status === 409) return /running/.test(message) ? 'busy' : 'gone';
	return undefined;
}
