import { ZokoApi } from '../../credentials/ZokoApi.credentials';
import { createEmulator, HANDSHAKE, type Emulator } from '../../emulator';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import { useDeduplication } from '../harness/deduplication';
import type { Account } from './account';
import { seed, sends } from './environment';
import { runThroughFaults } from './run';

/** To replay a run that failed: ZOKO_FAULTS_SEED=<seed> npx jest test/faults */
describe(`${sends} sends through random faults, seed ${seed}`, () => {
	const MOST = 25;
	useDeduplication();
	let emulator: Emulator;
	let account: Account;

	beforeAll(
		async () => {
			emulator = await createEmulator({ seed: false, httpsPort: 0 });
			account = await runThroughFaults(emulator, {
				node: new Zoko(),
				credential: new ZokoApi(),
				seed,
				sends,
				batch: 40,
				maxInFlight: MOST,
			});
		},
		20_000 + sends * 100,
	);
	afterAll(async () => await emulator.close());

	it('nobody got a message twice', () => {
		expect(account.duplicates).toBe(0);
	});

	it('every item was reported, and every report agrees with the book', () => {
		expect(account.problems).toEqual([]);
	});

	it('the faults were there', () => {
		const { sent, refused, ambiguous } = account.tally;
		expect(Math.min(sent, refused, ambiguous)).toBeGreaterThan(0);
		expect(account.requests).toBeGreaterThan(account.accepted);
		const kinds = [...account.struck.keys()].join();
		for (const kind of [/tls/, /TLS handshake/, /taken/]) expect(kinds).toMatch(kind);
		expect(account.struck.get(HANDSHAKE)).toBeGreaterThan(0);
	});

	it('never more in flight than allowed', () => {
		expect(account.maxInFlight).toBeLessThanOrEqual(MOST);
	});
});
