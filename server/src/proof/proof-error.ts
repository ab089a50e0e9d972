/** Why a proof could not be run, in a sentence with the one thing that helps. */
export class ProofError extends Error {}
