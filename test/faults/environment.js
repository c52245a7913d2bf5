// The environment variables of the fault suite.
const { ZOKO_FAULTS_SEED, ZOKO_FAULTS_SENDS } = process.env;

/** A seed that was printed by an earlier run, to replay it; else a new one. */
exports.seed = ZOKO_FAULTS_SEED || Date.now().toString(36);
exports.sends = Number(ZOKO_FAULTS_SENDS || 240);
