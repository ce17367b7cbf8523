import type { ResponseAction, ResponseTarget } from "@/lib/domain/response";

export interface ExecutorRequest extends ResponseTarget {
  /** The run's id: the same one again is the same action. */
  readonly key: string;
  readonly action: ResponseAction;
}

/** `refused`: it surely did nothing. `unknown`: it may have acted. */
export type ExecutorAnswer =
  | { readonly kind: "accepted"; readonly externalId: string | null; readonly answer: unknown }
  | { readonly kind: "refused"; readonly because: string; readonly answer: unknown }
  | { readonly kind: "unknown"; readonly because: string };

/** What carries actions out. It never rejects, and answers within `ANSWER_WITHIN_MS`. */
export interface Executor {
  /** As people know it. */
  readonly name: string;
  /** It acts on the simulated fleet; one that does not acts on what is real, and never for what is simulated. */
  readonly simulated: boolean;
  /** What is sent, as it is written into the ledger. */
  describe(request: ExecutorRequest): unknown;
  execute(request: ExecutorRequest): Promise<ExecutorAnswer>;
  /** Takes it back; safe to repeat. @param externalId as `execute` gave it */
  undo(request: ExecutorRequest, externalId: string | null): Promise<ExecutorAnswer>;
}
