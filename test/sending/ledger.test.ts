import { Ledger, type LedgerStore } from '../../nodes/Zoko/sending/ledger';

const BODY = { recipient: '919876543210', message: 'Hi' };

it('remembers what was accepted, over another opening of the same store', () => {
	const store: LedgerStore = {};
	const first = new Ledger<string>(store, 0);
	const key = first.key(2, BODY);
	expect(first.read(key)).toBeUndefined();
	first.open(key);
	expect(first.read(key)).toEqual({ state: 'uncertain' });
	first.accepted(key, 'm1');

	const second = new Ledger<string>(JSON.parse(JSON.stringify(store)) as LedgerStore, 0);
	expect(second.read(second.key(2, { ...BODY }))).toEqual({ state: 'accepted', answer: 'm1' });
});

it('an entry belongs to one run, one item and one body', () => {
	const store: LedgerStore = {};
	const ledger = new Ledger<string>(store, 0);
	ledger.accepted(ledger.key(0, BODY), 'm1');
	expect(ledger.read(ledger.key(1, BODY))).toBeUndefined();
	expect(ledger.read(ledger.key(0, { ...BODY, message: 'Ho' }))).toBeUndefined();
	const nextRound = new Ledger<string>(store, 1);
	expect(nextRound.read(nextRound.key(0, BODY))).toBeUndefined();
});

it('forgets what did not go out', () => {
	const ledger = new Ledger<string>({}, 0);
	const key = ledger.key(0, BODY);
	ledger.open(key);
	ledger.forget(key);
	expect(ledger.read(key)).toBeUndefined();
});

it('closing leaves nothing of its run behind, and everything of others', () => {
	const store: LedgerStore = { other: 'kept' };
	const [one, eleven] = [new Ledger<string>(store, 1), new Ledger<string>(store, 11)];
	one.accepted(one.key(0, BODY), 'm1');
	eleven.accepted(eleven.key(0, BODY), 'm2');
	one.close();
	expect(one.read(one.key(0, BODY))).toBeUndefined();
	expect(eleven.read(eleven.key(0, BODY))).toEqual({ state: 'accepted', answer: 'm2' });
	eleven.close();
	expect(store).toEqual({ other: 'kept' });
});

it('keeps no phone number or text in the store', () => {
	const store: LedgerStore = {};
	const ledger = new Ledger<string>(store, 0);
	ledger.open(ledger.key(0, BODY));
	expect(JSON.stringify(store)).not.toMatch(/919876543210|Hi/);
});
