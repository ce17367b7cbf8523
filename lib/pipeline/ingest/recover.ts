import type { DecodeRecord } from "./decode-record";
import { foldOrCount } from "./fold-or-count";
import { decodeIngestRecord } from "./log-record";
import type { Log } from "./log/log";
import { changePolicy, decodePolicyRecord } from "./policy-record";
import { DIGEST_BYTES, REMEMBER_MS, RequestDigests } from "./request-digests";
import type { Fold } from "@/lib/pipeline/aggregate/fold/fold";
import { CLOSING_GRACE_MS } from "@/lib/pipeline/aggregate/fold/total-sweep";
import type { IngesterState } from "@/lib/pipeline/store/ingester-store";
import type { FoldOutcome } from "@/lib/domain/refusal";

/** What replaying came to. */
export interface Recovery {
  /** Newest sequence folded. */
  readonly position: number;
  readonly replayed: number;
  /** Records of the log that could be read but not decoded or folded, with their sequences. */
  readonly failed: readonly number[];
  /** Digests of the replayed requests that no flush contains yet. */
  readonly digests: readonly Buffer[];
}

export interface RecoverParts {
  readonly state: IngesterState;
  /** As the checkpoint of `state` has it. */
  readonly fold: Fold;
  readonly log: Log;
  readonly digests: RequestDigests;
  readonly decode: DecodeRecord;
  readonly nowMs: number;
  /** Called for each replayed request that the roll-ups do not contain yet. */
  readonly onFolded: (keyId: string, protocol: string, receivedAtMs: number, outcome: FoldOutcome) => void;
}

/**
 * Brings the fold from its checkpoint to where the log ends. What the requests up to the committed position contribute is
 * in the roll-ups already and is thrown away; they are folded again only for the state they leave.
 */
export async function recover(parts: RecoverParts): Promise<Recovery> {
  const { state, fold, log, digests } = parts;
  for (const { atMs, digests: bytes } of state.digests)
    for (let at = 0; at < bytes.length; at += DIGEST_BYTES)
      digests.remember(bytes.subarray(at, at + DIGEST_BYTES), atMs, null);
  const recovery = { position: state.position, replayed: 0, failed: [] as number[], digests: [] as Buffer[] };
  let committed = true;
  for await (const { sequence, payload } of log.replay(state.checkpointPosition)) {
    if (committed && sequence > state.position) {
      dropCommitted(fold, state);
      committed = false;
    }
    replayOne(parts, sequence, payload, committed, recovery);
    recovery.position = Math.max(recovery.position, sequence);
    recovery.replayed++;
  }
  if (committed) dropCommitted(fold, state);
  return recovery;
}

/** Closes the windows that the last flush had closed and forgets what it stored. */
function dropCommitted(fold: Fold, state: IngesterState): void {
  if (state.sweptToMs > 0) fold.advance(state.sweptToMs + CLOSING_GRACE_MS);
  fold.take();
}

function replayOne(
  { fold, digests, decode, nowMs, onFolded }: RecoverParts,
  sequence: number,
  payload: Buffer,
  committed: boolean,
  recovery: { failed: number[]; digests: Buffer[] },
): void {
  try {
    const change = decodePolicyRecord(payload);
    if (change) return changePolicy(fold, change);
    const record = decodeIngestRecord(payload);
    const outcome = foldOrCount(fold, decode(record), record, () => recovery.failed.push(sequence));
    const digest = RequestDigests.of(record);
    if (nowMs - record.receivedAtMs < REMEMBER_MS) digests.remember(digest, record.receivedAtMs, null);
    if (committed) return;
    recovery.digests.push(digest);
    onFolded(record.keyId, record.protocol, record.receivedAtMs, outcome);
  } catch {
    recovery.failed.push(sequence); // one record that cannot be used must not cost the others
  }
}
