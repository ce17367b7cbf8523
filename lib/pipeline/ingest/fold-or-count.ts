import type { Fold } from "@/lib/pipeline/aggregate/fold/fold";
import type { RequestMeta } from "@/lib/pipeline/aggregate/fold/fold-policy";
import type { FoldOutcome } from "@/lib/domain/refusal";
import type { SampleBatch } from "@/lib/domain/sample";

/**
 * Folds a request that is in the log already. A fault of ours half-way must neither end the process nor pass for success:
 * all its samples are then counted as refused for `internal-error`, in the answer and on the checklist.
 */
export function foldOrCount(
  fold: Fold,
  batch: SampleBatch,
  meta: RequestMeta,
  onError: (error: unknown) => void,
): FoldOutcome {
  try {
    return fold.foldBatch(batch, meta);
  } catch (error) {
    onError(error);
    return { folded: 0, refused: new Map([["internal-error", batch.timesMs.length]]), ignored: new Map() };
  }
}
