import type {
	ICredentialType,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
} from 'n8n-workflow';
import { HANDSHAKE, type Emulator, type TlsVersion } from '../../emulator';
import { itemsOf, runWorkflow, type WorkflowJson } from '../harness/engine';
import { packOf, type Pack } from '../harness/pack';
import { Account, type Verdict } from './account';
import { trust } from './trust';
import { weather } from './weather';

/** How the node of a batch is set up; Retry On Fail is on in all. */
export type Setup =
	/** Continues on fail: every item says what became of it. */
	| 'goes on'
	/** Ends with the first failure: the error says what became of the items. */
	| 'stops'
	/** Continues on fail, with a deduplication key per item, and runs three times. */
	| 'keyed';

const SETUPS: Setup[] = ['goes on', 'stops', 'keyed'];

export interface FaultRun {
	node: INodeType;
	credential: ICredentialType;
	/** Same seed, same faults. */
	seed: string;
	/** Messages to send in all. */
	sends: number;
	/** Items of one execution. */
	batch: number;
	maxInFlight: number;
}

/** Fictional numbers (Ofcom's range for drama), enough for one batch. */
const NUMBERS = Array.from(
	{ length: 1000 },
	(_, index) => `44770090${String(index).padStart(4, '0')}`,
);
/** Every tenth number has a closed window, so that a free-form message is refused with 409. */
const isClosed = (index: number) => index % 10 === 7;

const TRIES = 4;

/** How the node reaches Zoko; each setup meets each. */
const TRANSPORTS = ['HTTP', 'TLSv1.2', 'TLSv1.3'] as const;

/**
 * Sends messages through random faults with n8n's engine, and compares what the node said of each
 * with what the emulated Zoko took. The emulator has to listen for HTTPS too.
 */
export async function runThroughFaults(emulator: Emulator, run: FaultRun): Promise<Account> {
	const account = new Account();
	emulator.reset();
	emulator.settings.deliveries = false;
	emulator.settings.answerDelayMs = 5;
	NUMBERS.forEach((phone, index) => {
		emulator.store.customerFor(phone).lastIncomingAt = isClosed(index) ? null : Date.now();
	});
	const { secure } = emulator;
	if (secure === undefined) throw new Error('the emulator does not listen for HTTPS');
	const packAt = (baseUrl: string) =>
		packOf({ 'n8n-nodes-zoko.zoko': run.node }, [run.credential], {
			zokoApi: { apiKey: emulator.apiKey, baseUrl, defaultCountry: '' },
		});
	const [plain, encrypted] = [packAt(emulator.baseUrl), packAt(secure.baseUrl)];
	const distrust = trust(secure.certificate);
	for (let sent = 0, index = 0; sent < run.sends; sent += run.batch, index++) {
		const setup = SETUPS[index % SETUPS.length] as Setup;
		const count = Math.min(run.batch, run.sends - sent);
		const name = `${run.seed}/${index}`;
		// Each batch has dice of its own, so that what one does changes nothing for the next.
		emulator.faults.clear();
		emulator.requests.clear();
		for (const rule of weather(name, NUMBERS.slice(0, 3))) emulator.faults.add(rule);
		const transport = TRANSPORTS[(index + Math.floor(index / 3)) % 3];
		if (transport !== 'HTTP') emulator.settings.tlsVersion = transport as TlsVersion;
		const pack = transport === 'HTTP' ? plain : encrypted;
		await new Batch(pack, setup, name, count, run.maxInFlight).execute(account);
		for (const logged of emulator.requests.entries) account.meet(logged);
		const handshakes = emulator.faults.list().find(({ operation }) => operation === HANDSHAKE);
		account.strike(HANDSHAKE, handshakes?.struck ?? 0);
		account.requests += emulator.requests.total;
		account.maxInFlight = Math.max(account.maxInFlight, emulator.requests.maxInFlight);
	}
	distrust();
	account.compare(emulator.store.book);
	return account;
}

/** One workflow with its items, executed as often as its setup wants. */
class Batch {
	private readonly input: INodeExecutionData[];

	constructor(
		private readonly pack: Pack,
		private readonly setup: Setup,
		private readonly name: string,
		count: number,
		private readonly maxInFlight: number,
	) {
		// Some customers get several messages, so that order and lanes matter.
		this.input = Array.from({ length: count }, (_, item) => ({
			json: {
				to: `+${NUMBERS[(item * 3) % Math.min(NUMBERS.length, count)]}`,
				text: `${name}#${item}`,
			},
			pairedItem: { item },
		}));
	}

	async execute(account: Account): Promise<void> {
		const executions = this.setup === 'keyed' ? 3 : 1;
		for (let execution = 0; execution < executions; execution++) {
			const run = await runWorkflow(this.pack, this.workflow(), this.input);
			if (this.setup === 'stops') this.readError(run, account);
			else this.readItems(run, account);
		}
	}

	private readItems(run: IRun, account: Account): void {
		const output = itemsOf(run, 'zoko');
		if (output.length !== this.input.length) {
			account.problem(`${this.name}: ${output.length} items for ${this.input.length}`);
		}
		output.forEach((item, index) => {
			const paired = (item.pairedItem as { item: number } | undefined)?.item;
			if (paired !== index) account.problem(`${this.name}#${index} is paired with ${paired}`);
			account.report(`${this.name}#${index}`, verdictOf(item), String(item.json.messageId ?? ''));
		});
	}

	/** The error counts the items; a run without one has sent them all. */
	private readError(run: IRun, account: Account): void {
		const { error } = run.data.resultData;
		if (!error) return this.readItems(run, account);
		const text = String(error.description);
		const count = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
		account.reportBatch(`${this.name}#`, {
			items: this.input.length,
			out: count(/(\d+) of \d+ messages went out/),
			uncertain: count(/(\d+) uncertain/),
			refused: count(/(\d+) not sent/),
			untried: count(/(\d+) not tried/),
		});
	}

	private workflow(): WorkflowJson {
		const options: IDataObject = { timeout: 1000, maxRetries: 2, maxInFlight: this.maxInFlight };
		if (this.setup === 'keyed') options.deduplicationKey = '={{ $json.text }}';
		const start = node('start', 'n8n-nodes-base.manualTrigger', {});
		const zoko: INode = {
			...node('zoko', 'n8n-nodes-zoko.zoko', {
				recipient: '={{ $json.to }}',
				text: '={{ $json.text }}',
				options: options as INode['parameters'],
			}),
			credentials: { zokoApi: { id: '1', name: 'Zoko' } },
			retryOnFail: true,
			maxTries: TRIES,
			waitBetweenTries: 1,
			...(this.setup !== 'stops' && { onError: 'continueRegularOutput' as const }),
		};
		return {
			nodes: [start, zoko],
			connections: { start: { main: [[{ node: 'zoko', type: 'main', index: 0 }]] } },
		};
	}
}

function node(name: string, type: string, parameters: INode['parameters']): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters };
}

function verdictOf({ json, error }: INodeExecutionData): Verdict {
	if (json.status === 'skipped') return 'skipped';
	if (typeof json.messageId === 'string') return 'sent';
	const said = `${json.error as string} ${error?.message ?? ''}`;
	return json.category === 'ambiguous' || /not known whether/.test(said) ? 'ambiguous' : 'refused';
}
