// How the tables of points are written.

/** Points that are observed in the same way. @param {string} how @param {object[]} points */
export const seenBy = (how, points) => points.map((point) => ({ how, ...point }));

const README = 'emulator/README.md';

/** A choice of the emulator, by the first cell of its row. */
export const chosen = (topic) => [README, `| ${topic} |`];

/** Words of the list of what the emulator keeps faithfully. */
export const faithful = (words) => [README, words];

/** A type of the wire. */
export const wire = (words) => ['nodes/Zoko/api/types.ts', words];

/** Words that more may join without anything breaking. */
export const openWords = (...words) => ({ words, open: true });
