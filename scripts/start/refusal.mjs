/** A reason not to go on that the user can act on: its message is one sentence, printed alone on stderr, exit code 1. */
export class Refusal extends Error {}
