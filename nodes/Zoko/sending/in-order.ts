/** In what order items are worked on. */
export interface Order<Item> {
	/** Items of one key are worked on one after the other, in their order. */
	key(item: Item, index: number): unknown;
	/** How many items are worked on at the same time. */
	limit: number;
	/** Once this is true no further item is begun. */
	stopped?(): boolean;
}

/**
 * Works on all items, up to `limit` at a time, and one after the other on those with the same key.
 * @returns what became of each, in the order of the items, once nothing is under way; undefined for
 * an item that was not begun
 */
export async function inOrder<Item, Result>(
	items: Item[],
	{ key, limit, stopped = () => false }: Order<Item>,
	work: (item: Item) => Promise<Result>,
): Promise<Array<PromiseSettledResult<Result> | undefined>> {
	const results = new Array<PromiseSettledResult<Result> | undefined>(items.length).fill(undefined);
	const byKey = new Map<unknown, number[]>();
	items.forEach((item, index) => {
		const name = key(item, index);
		const queue = byKey.get(name);
		if (queue) queue.push(index);
		else byKey.set(name, [index]);
	});

	const queues = [...byKey.values()];
	let turn = 0;
	const worker = async () => {
		while (!stopped()) {
			// A queue is out of reach of the other workers while one of its items is worked on.
			const queue = queues[turn];
			if (!queue) return;
			turn++;
			const index = queue.shift() as number;
			[results[index]] = await Promise.allSettled([work(items[index] as Item)]);
			if (queue.length > 0) queues.push(queue);
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, queues.length) }, worker));
	return results;
}
