// What a run has seen, point by point.
import { compare, shown } from './shape.mjs';

/** Findings that one point keeps; a large account would repeat the same for ever. */
const MOST = 12;

/** How busy an account is, is nobody's business. */
const MANY = 99;

/** Collects observations, and says of each point whether it is as assumed, differs, is new or not seen. */
export class Notes {
	constructor(points) {
		this.points = points;
		this.found = new Map(
			points.map(({ id }) => [id, { seen: 0, differs: new Set(), more: new Set() }]),
		);
		/** Figures that nothing is assumed about, such as delays. */
		this.measured = {};
	}

	/** Notes what was observed about a point. @param {string} id @param {unknown} value */
	see(id, value) {
		const point = this.points.find((each) => each.id === id);
		const found = this.found.get(id);
		if (!point) throw new Error(`There is no point ${id}.`);
		// An empty list shows nothing of what its entries are like.
		if (Array.isArray(point.shape) && Array.isArray(value) && value.length === 0) return;
		found.seen += 1;
		if (point.shape) {
			for (const { kind, text } of compare(point.shape, value)) {
				const set = kind === 'more' ? found.more : found.differs;
				if (set.size < MOST) set.add(text);
			}
		} else if (!point.is.includes(value) && found.differs.size < MOST) {
			// Without a key the value is a figure or a phrase of ours.
			found.differs.add(`it is ${JSON.stringify(point.key ? shown(value, point.key) : value)}`);
		}
	}

	/** The points with their results, in the order of the table. */
	results() {
		return this.points.map(({ id, assumed, relies, how }) => {
			const { seen, differs, more } = this.found.get(id);
			const result =
				seen === 0
					? 'not seen'
					: differs.size > 0
						? 'differs'
						: more.size > 0
							? 'new'
							: 'as assumed';
			return {
				id,
				result,
				assumed,
				how,
				relies,
				seen: Math.min(seen, MANY),
				findings: [...differs, ...more],
			};
		});
	}
}
