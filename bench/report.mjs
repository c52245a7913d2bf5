// What the figures say: a table, and the ratios that matter with their targets.

/** The middle one of some numbers. */
export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** What a share of sorted numbers does not exceed. @param {number} q for example 0.99 */
export const quantile = (sorted, q) =>
	sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];

const COLUMNS = ['', 'items/s', 'CPU ms/item', 'peak MB', 'requests/item', 'max in flight'];

/** The rows of one case as lines of a Markdown table. */
export function table(rows) {
	const lines = rows.map((row) =>
		row.error
			? [row.name, row.error, '', '', '', '']
			: [
					row.name,
					row.perSecond.toFixed(row.perSecond < 100 ? 1 : 0),
					row.cpuPerItem.toFixed(2),
					row.peakMb.toFixed(0),
					row.requestsPerItem.toFixed(2),
					String(row.maxInFlight),
				],
	);
	const widths = COLUMNS.map((title, column) =>
		Math.max(title.length, ...lines.map((line) => line[column].length)),
	);
	const text = (cells) =>
		`| ${cells.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0]))).join(' | ')} |`;
	const rule = `|${widths.map((width, column) => '-'.repeat(width + 1) + (column ? ':' : '-')).join('|')}|`;
	return [text(COLUMNS), rule, ...lines.map(text)].join('\n');
}

/** @returns {{ what: string, value: number, target: string, met: boolean }[]} */
export function ratios(rows) {
	const find = (contender, inFlight, latencyMs, count) =>
		rows.find(
			(row) =>
				row.contender === contender &&
				row.inFlight === inFlight &&
				row.latencyMs === latencyMs &&
				row.count === count &&
				!row.error,
		);
	const counts = [...new Set(rows.map(({ count }) => count))].filter((count) => count >= 1000);
	const found = [];
	const add = (what, above, below, pick, target, meets) => {
		if (!above || !below) return;
		const value = pick(above) / pick(below);
		found.push({ what, value, target, met: meets(value) });
	};
	const rate = (row) => row.perSecond;
	const cpu = (row) => row.cpuPerItem;
	for (const count of counts) {
		for (const inFlight of [10, 50]) {
			const [ours, smallest] = ['ours', 'smallest'].map((name) => find(name, inFlight, 50, count));
			const what = `items/s, ours to smallest, ${count} items, 50 ms, ${inFlight} in flight`;
			add(what, ours, smallest, rate, '>= 0.95', (value) => value >= 0.95);
		}
		for (const inFlight of [10, 50]) {
			const [ours, smallest] = ['ours', 'smallest'].map((name) => find(name, inFlight, 0, count));
			const what = `CPU per item, ours to smallest, ${count} items, 0 ms, ${inFlight} in flight`;
			add(what, ours, smallest, cpu, '<= 1.2', (value) => value <= 1.2);
		}
		const what = `CPU per item, ours (10 in flight) to HTTP Request, ${count} items, 0 ms`;
		const [ours, other] = [find('ours', 10, 0, count), find('httpRequest', undefined, 0, count)];
		add(what, ours, other, cpu, '<= 1', (value) => value <= 1);
	}
	for (const inFlight of [10, 50]) {
		const [many, few] = [10_000, 1000].map((count) => find('ours', inFlight, 0, count));
		const what = `CPU per item, ours, 10,000 to 1,000 items, 0 ms, ${inFlight} in flight`;
		add(what, many, few, cpu, '<= 1.1', (value) => value <= 1.1);
	}
	const ours = rows.filter((row) => row.contender === 'ours' && !row.error);
	const most = Math.max(...ours.map(({ requestsPerItem }) => requestsPerItem));
	found.push({ what: 'requests per item, ours', value: most, target: '= 1', met: most === 1 });
	const over = Math.max(...ours.map(({ maxInFlight, inFlight }) => maxInFlight / inFlight));
	found.push({
		what: 'in flight to what was set, ours',
		value: over,
		target: '<= 1',
		met: over <= 1,
	});
	return found;
}
