// What the phone generator has of its process.
const { ZOKO_PHONES, ZOKO_PHONES_SEED } = process.env;
const thorough = ZOKO_PHONES === 'thorough';

/** Decides which numbers are made. */
exports.seed = Number(ZOKO_PHONES_SEED ?? 20261125);
/** How many numbers of each kind a country gives. */
exports.each = thorough ? 8 : 2;
/** How many broken forms of each number are tried. */
exports.mistakes = thorough ? Number.POSITIVE_INFINITY : 40;
exports.print = (lines) => process.stdout.write(`${lines.join('\n')}\n`);
