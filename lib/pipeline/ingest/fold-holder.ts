import { Fold } from "@/lib/pipeline/aggregate/fold/fold";
import { encodeCheckpoint, restoreCheckpoint } from "@/lib/pipeline/aggregate/fold/fold-checkpoint";
import { DAY_MS } from "@/lib/domain/window";

/** A series that was not sent for as long as a sample may be late is forgotten. */
const SILENT_MS = DAY_MS;
/** Forgetting costs as much as a restart does, so it waits until it is worth it. */
const WORTH_SHARE = 0.1;
const WORTH_SERIES = 1_000;

/** The fold in use. It is replaced by a smaller one when many of its series have long been silent. */
export class FoldHolder {
  constructor(public current: Fold) {}

  /**
   * The fold's state. When enough series are silent they are left out, and the fold is replaced by what the checkpoint
   * restores: so a replay from it meets the very state that this process goes on with. Pending windows stay with the old
   * fold: the caller, who holds it, takes them.
   */
  checkpoint(nowMs: number): Buffer[] {
    const fold = this.current;
    const silentBeforeMs = nowMs - SILENT_MS;
    const silent = fold.lastSeen.countBefore(silentBeforeMs, fold.table.size);
    if (silent < WORTH_SERIES || silent < fold.table.size * WORTH_SHARE) return encodeCheckpoint(fold);
    const chunks = encodeCheckpoint(fold, silentBeforeMs);
    const smaller = new Fold(fold.policy);
    restoreCheckpoint(smaller, chunks);
    this.current = smaller;
    return chunks;
  }
}
