import type { AdmissionLimits } from "./admission/admission";
import { decodeLoggedRecord } from "./decode-record";
import { Flusher, type FlushEvents, type FlushTiming } from "./flusher";
import { FoldHolder } from "./fold-holder";
import { foldOrCount } from "./fold-or-count";
import { encodeIngestRecord, type IngestRecord } from "./log-record";
import { openLog, type Log } from "./log/log";
import type { LogDamage } from "./log/log-damage";
import { readLogId } from "./log/log-id";
import { lockLogDirectory, type LogLock } from "./log/log-lock";
import type { SegmentFiles } from "./log/segment-files";
import { changePolicy, encodePolicyRecord, mappingText, type PolicyRecord } from "./policy-record";
import { recover, type Recovery } from "./recover";
import { RequestDigests } from "./request-digests";
import { SeriesTap } from "./series-tap";
import { Fold } from "@/lib/pipeline/aggregate/fold/fold";
import { restoreCheckpoint } from "@/lib/pipeline/aggregate/fold/fold-checkpoint";
import type { FoldPolicy } from "@/lib/pipeline/aggregate/fold/fold-policy";
import type { FlushStore } from "@/lib/pipeline/store/flush-store";
import type { IngesterStore } from "@/lib/pipeline/store/ingester-store";
import type { FoldOutcome } from "@/lib/domain/refusal";
import type { SampleBatch } from "@/lib/domain/sample";
import type { MappingSet } from "@/lib/domain/series-plan";
import type { Clock } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";

const RECORD_OVERHEAD_BYTES = 1024;
const RETRY_SECONDS = 5;
/** Of the log's room, for requests that no checkpoint contains; the rest is for when Postgres is away. */
const MAX_REPLAY_SHARE = 0.25;
const NOTHING_NEW: FoldOutcome = { folded: 0, refused: new Map(), ignored: new Map() };

export interface IngesterOptions {
  readonly id: string;
  readonly logDir: string;
  readonly logMaxBytes: number;
  /** The longest body that `accept` is given. */
  readonly maxBodyBytes: number;
  readonly policy: FoldPolicy;
  readonly store: IngesterStore;
  readonly flushes: FlushStore;
  readonly clock: Clock;
  readonly timing?: FlushTiming;
  /** The log's file layer; a test hands in one that fails or forgets. */
  readonly logFiles?: SegmentFiles;
  readonly events: FlushEvents & {
    readonly onDamage: (damage: LogDamage) => void;
    readonly onFoldError: (error: unknown) => void;
    /** Segments that a checkpoint contains could not be deleted; the next one tries again. */
    readonly onTrimFailed: (error: unknown) => void;
    /** The stored checkpoint is of another version: counters begin anew, at the cost of one increase each. */
    readonly onCheckpointLost: (error: unknown) => void;
  };
}

/**
 * One ingester: the only writer of its log and of its part of the roll-ups. A request is acknowledged once it is in the
 * log; its samples are folded in the log's order and committed with the log position they end at.
 */
export class Ingester {
  private refusal: AppError | null = null;
  /** Some of what just arrived. */
  readonly tap: SeriesTap;

  private constructor(
    private readonly options: IngesterOptions,
    private readonly log: Log,
    private readonly lock: LogLock,
    private readonly digests: RequestDigests,
    private readonly holder: FoldHolder,
    readonly flusher: Flusher,
    readonly recovery: Recovery,
  ) {
    this.tap = new SeriesTap(options.policy.readLabels);
  }

  /** Takes id and log, replays, and is ready to accept. @throws IngesterTakenError, LogLockedError, LogMismatchError */
  static async open(options: IngesterOptions): Promise<Ingester> {
    const lock = await lockLogDirectory(options.logDir);
    try {
      return await openLocked(options, lock, (...parts) => new Ingester(...parts));
    } catch (error) {
      await options.store.release();
      await lock.release();
      throw error;
    }
  }

  /**
   * Keeps a decoded request. Resolves once it is durable and folded, with what became of its samples; a request that
   * was sent before within an hour changes nothing.
   * @throws AppError unavailable when the log is full or failed: the sender repeats.
   */
  async accept(record: IngestRecord, batch: SampleBatch): Promise<FoldOutcome> {
    if (this.refusal) throw this.refusal;
    const digest = RequestDigests.of(record);
    const known = this.digests.find(digest, record.receivedAtMs);
    if (known) return (await known.outcome) ?? NOTHING_NEW;
    if (this.digests.isFull) throw unavailable("Too many requests in an hour: send fewer, larger ones.");
    const outcome = this.keep(record, batch, digest);
    this.digests.remember(digest, record.receivedAtMs, outcome);
    try {
      const done = await outcome;
      if (done.refused.size === 0) this.digests.remember(digest, record.receivedAtMs, null);
      return done;
    } catch (error) {
      this.digests.forget(digest);
      throw error;
    }
  }

  /**
   * Folds by another mapping from now on. The change is a record of the log like any request: a replay makes it at the same
   * place, so that a crash changes no total. Changes nothing where it is in force already.
   * @throws AppError unavailable when the log is full or failed
   */
  changeMapping(mapping: MappingSet): Promise<boolean> {
    return this.changePolicy("mapping", mappingText(mapping), this.fold.policy.recordedMapping());
  }

  /** Admits by these limits from now on; what was let in before is replayed by those of then. As `changeMapping`. */
  changeLimits(limits: AdmissionLimits): Promise<boolean> {
    return this.changePolicy("limits", JSON.stringify(limits), this.fold.policy.recordedLimits());
  }

  /** Refuses further requests, flushes with a checkpoint, lets go of log and id. */
  async close(): Promise<void> {
    this.refuse("This server is stopping.");
    await this.log.close();
    await this.flusher.stop();
    await this.release();
  }

  /** Refuses further requests without touching what another process may own by now. */
  refuse(publicText: string): void {
    this.refusal = new AppError("unavailable", publicText, { retryAfterSeconds: 1 });
  }

  get fold(): Fold {
    return this.holder.current;
  }

  get logBytes(): number {
    return this.log.sizeBytes();
  }

  private async release(): Promise<void> {
    await this.options.store.release();
    await this.lock.release();
  }

  private async keep(record: IngestRecord, batch: SampleBatch, digest: Buffer): Promise<FoldOutcome> {
    const sequence = await this.append(encodeIngestRecord(record));
    // From here on the request is durable. Appends resolve in the log's order, so this is the order of folding.
    this.flusher.note(sequence, digest, record.body.length);
    this.tap.note(batch, record.receivedAtMs);
    const outcome = foldOrCount(this.fold, batch, record, this.options.events.onFoldError);
    this.flusher.tally.count(record.keyId, record.protocol, record.receivedAtMs, outcome);
    return outcome;
  }

  private async changePolicy(
    kind: PolicyRecord["kind"],
    text: string,
    recorded: string | null,
  ): Promise<boolean> {
    if (this.refusal) throw this.refusal;
    if (text === recorded) return false;
    const change = { kind, atMs: this.options.clock.nowMs(), text };
    const sequence = await this.append(encodePolicyRecord(change));
    this.flusher.resumeAt(sequence);
    changePolicy(this.fold, change);
    return true;
  }

  private async append(parts: Buffer[]): Promise<number> {
    try {
      return await this.log.append(parts);
    } catch (cause) {
      throw new AppError("unavailable", "The ingest log cannot take more right now.", {
        retryAfterSeconds: RETRY_SECONDS,
        cause,
      });
    }
  }
}

function unavailable(publicText: string): AppError {
  return new AppError("unavailable", publicText, { retryAfterSeconds: RETRY_SECONDS });
}

type Build = (
  ...parts: [IngesterOptions, Log, LogLock, RequestDigests, FoldHolder, Flusher, Recovery]
) => Ingester;

async function openLocked(options: IngesterOptions, lock: LogLock, build: Build): Promise<Ingester> {
  const { clock, events } = options;
  const state = await options.store.acquire(options.id, await readLogId(options.logDir));
  const log = await openLog({
    dir: options.logDir,
    sequenceFloor: state.position,
    maxBytes: options.logMaxBytes,
    maxRecordBytes: options.maxBodyBytes + RECORD_OVERHEAD_BYTES,
    onDamage: events.onDamage,
    files: options.logFiles,
  });
  const fold = restoredFold(options, state.checkpoint);
  const holder = new FoldHolder(fold);
  const digests = new RequestDigests();
  let ingester: Ingester | null = null;
  const flusher = new Flusher(
    {
      ingesterId: options.id,
      epoch: state.epoch,
      fold: holder,
      store: options.flushes,
      clock,
      timing: options.timing,
      maxReplayBytes: options.logMaxBytes * MAX_REPLAY_SHARE,
      events: {
        ...events,
        onFlushed(flush, tookMs) {
          if (flush.checkpoint) void log.deleteThrough(flush.position).catch(events.onTrimFailed);
          events.onFlushed(flush, tookMs);
        },
        onFenced(error) {
          ingester?.refuse("Another process is the ingester now.");
          events.onFenced(error);
        },
      },
    },
    state,
  );
  const onFolded = flusher.tally.count.bind(flusher.tally);
  const parts = { state, fold, log, digests, decode: decodeLoggedRecord, nowMs: clock.nowMs(), onFolded };
  const recovery = await recover(parts);
  flusher.resumeAt(recovery.position);
  for (const digest of recovery.digests) flusher.note(recovery.position, digest, 0);
  ingester = build(options, log, lock, digests, holder, flusher, recovery);
  return ingester;
}

function restoredFold({ policy, events }: IngesterOptions, checkpoint: readonly Buffer[]): Fold {
  const fold = new Fold(policy);
  if (checkpoint.length === 0) return fold;
  try {
    restoreCheckpoint(fold, checkpoint);
    return fold;
  } catch (error) {
    events.onCheckpointLost(error);
    return new Fold(policy);
  }
}
