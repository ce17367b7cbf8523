import { BucketLayouts } from "./bucket-layouts";
import { CellRegistry, type Cell } from "./cells";
import type { FoldPolicy, RequestMeta } from "./fold-policy";
import { HistogramFold } from "./histogram-fold";
import { SeriesHistory } from "./history";
import { LastSeen } from "./last-seen";
import { PendingWindows, type WindowDelta } from "./pending-windows";
import { PlanCache, unmappedPlan, type CompiledPlan } from "./plans";
import { ScalarFold, type SampleVerdict, type ScalarSample } from "./scalar-fold";
import { SeriesTable } from "./series-table";
import { TotalSweep } from "./total-sweep";
import { UnmappedNames, type UnmappedGain } from "./unmapped-names";
import {
  IGNORED_REASONS,
  type FoldOutcome,
  type IgnoredReason,
  type RefusedReason,
} from "@/lib/domain/refusal";
import { Instrument, type InstrumentCode, type Label, type SampleBatch } from "@/lib/domain/sample";
import type { FoldTarget, SeriesPlan } from "@/lib/domain/series-plan";
import { isStaleMarker } from "@/lib/domain/stale-marker";
import { AppError } from "@/lib/platform/errors";

type MappedPlan = Extract<SeriesPlan, { kind: "mapped" }>;

/** Longer labels leave room for fewer series. */
const IDENTITY_BYTES_PER_SERIES = 512;

/** Everything the fold gained since it was last taken, to be stored in one transaction. */
export interface FoldGain {
  readonly windows: ReadonlyMap<number, WindowDelta>;
  readonly unmapped: readonly UnmappedGain[];
  /** Cells whose learned interval, newest sample or origin changed. */
  readonly signals: readonly Cell[];
}

const SCOPE_REFUSED: SeriesPlan = { kind: "unmapped", reason: "scope-refused" };

class Verdicts implements FoldOutcome {
  folded = 0;
  readonly refused = new Map<RefusedReason, number>();
  readonly ignored = new Map<IgnoredReason, number>();
  refusedHistograms = 0;
  /** Whether what is counted now are histograms. */
  ofHistograms = false;

  count(verdict: SampleVerdict, samples = 1): void {
    if (verdict === "folded") this.folded += samples;
    else if ((IGNORED_REASONS as readonly string[]).includes(verdict))
      increment(this.ignored, verdict as IgnoredReason, samples);
    else {
      increment(this.refused, verdict as RefusedReason, samples);
      if (this.ofHistograms) this.refusedHistograms += samples;
    }
  }
}

function increment<K>(map: Map<K, number>, key: K, by: number): void {
  map.set(key, (map.get(key) ?? 0) + by);
}

/**
 * Samples in, roll-up deltas out. Its only clock is the requests' time of arrival, so folding the same requests in the
 * same order from the same state gives the same result: that is what makes replaying the log after a crash exact.
 */
export class Fold {
  readonly registry = new CellRegistry();
  readonly table = new SeriesTable();
  readonly history = new SeriesHistory();
  readonly pending = new PendingWindows();
  readonly layouts = new BucketLayouts();
  readonly unmapped = new UnmappedNames();
  readonly totals = new TotalSweep(this.history, this.registry, this.pending);
  readonly scalars = new ScalarFold(this.history, this.pending, this.layouts, this.totals);
  readonly histograms = new HistogramFold(this.pending);
  /** Plan of each series, by id. */
  private readonly plans: CompiledPlan[] = [];
  /** What each series' protocol said it is, by id. */
  readonly instruments: number[] = [];
  readonly lastSeen = new LastSeen();
  /** The one under way: a request of thousands costs no object each. */
  private readonly sample: ScalarSample = {
    series: 0,
    timeMs: 0,
    value: 0.5,
    stale: false,
    startMs: 0,
    instrument: 0,
    demo: false,
  };
  private readonly planCache = new PlanCache(this.registry);
  private readonly regions = new Set<string>();
  private readonly services = new Set<string>();

  constructor(readonly policy: FoldPolicy) {}

  /** Closes the windows that ended before `nowMs`. */
  advance(nowMs: number): void {
    this.totals.advance(nowMs);
  }

  /** Hands over what was gained and starts to gather anew. */
  take(): FoldGain {
    const signals = this.registry.cells.filter((cell) => cell.dirty);
    for (const cell of signals) cell.dirty = false;
    return { windows: this.pending.take(), unmapped: this.unmapped.take(), signals };
  }

  foldBatch(batch: SampleBatch, meta: RequestMeta): FoldOutcome {
    this.advance(meta.receivedAtMs);
    const verdicts = new Verdicts();
    for (const [reason, count] of batch.refused) verdicts.count(reason as SampleVerdict, count);
    const { replicas } = batch;
    const unheard = replicas?.pairs.map((pair) => this.policy.electReplica(pair, meta)) ?? [];
    for (let i = 0; i < batch.seriesCount; i++) {
      const reason = replicas ? (unheard[replicas.ofSeries[i]!] ?? null) : null;
      verdicts.ofHistograms = batch.instrument[i]! >= Instrument.histogramCumulative;
      if (reason) verdicts.count(reason, batch.firstSample[i + 1]! - batch.firstSample[i]!);
      else this.foldSeries(batch, i, meta, verdicts);
    }
    return verdicts;
  }

  private foldSeries(batch: SampleBatch, i: number, meta: RequestMeta, verdicts: Verdicts): void {
    const first = batch.firstSample[i]!;
    const end = batch.firstSample[i + 1]!;
    let series = batch.known?.of === this.table ? batch.known.series[i]! : -1;
    if (series < 0) series = this.table.find(batch.bytes, batch.identityStart[i]!, batch.identityEnd[i]!);
    if (series < 0) {
      const admitted = this.admit(batch, i, meta);
      if (typeof admitted === "string") return verdicts.count(admitted, end - first);
      series = admitted;
    }
    this.lastSeen.note(series, meta.receivedAtMs);
    const plan = this.plans[series]!;
    if (plan.unmapped !== null) {
      this.unmapped.countSamples(plan.unmapped, end - first, meta);
      return verdicts.count("unmapped", end - first);
    }
    for (let s = first; s < end; s++) verdicts.count(this.foldSample(batch, i, s, series, plan, meta));
  }

  private foldSample(
    batch: SampleBatch,
    i: number,
    s: number,
    series: number,
    plan: CompiledPlan,
    meta: RequestMeta,
  ) {
    const timeMs = batch.timesMs[s]!;
    const refusal = this.policy.checkTime(timeMs, meta.receivedAtMs);
    if (refusal) return refusal;
    const instrument = batch.instrument[i]!;
    const startMs = batch.startsMs ? batch.startsMs[s]! : 0;
    const point = batch.histograms?.[s];
    if (point)
      return this.histograms.fold({ series, timeMs, startMs, point, instrument, demo: meta.demo }, plan);
    if (instrument === Instrument.histogramCumulative || instrument === Instrument.histogramDelta)
      return "no-value";
    const { sample } = this;
    sample.series = series;
    sample.timeMs = timeMs;
    sample.value = batch.values[s]!;
    sample.stale = isStaleMarker(batch.values, s);
    sample.startMs = startMs;
    sample.instrument = instrument;
    sample.demo = meta.demo;
    return this.scalars.fold(sample, plan);
  }

  /** Makes a new series known, or says why not. */
  private admit(batch: SampleBatch, i: number, meta: RequestMeta): number | RefusedReason {
    const { policy } = this;
    const start = batch.identityStart[i]!;
    const end = batch.identityEnd[i]!;
    const instrument = batch.instrument[i] as InstrumentCode;
    if (policy.areNewSeriesSpent(meta.keyId, meta.receivedAtMs)) return "new-series-rate";
    const labels = this.readNewLabels(batch.bytes, start, end);
    if (labels === null) return "invalid-labels";
    const wrong = policy.checkLabels(labels);
    if (wrong) return wrong;
    const maxIdentityBytes = policy.limits.maxSeries * IDENTITY_BYTES_PER_SERIES;
    if (this.table.size >= policy.limits.maxSeries || this.table.identityBytes >= maxIdentityBytes)
      return "series-limit";
    const plan = policy.resolve(labels, instrument);
    const refusal = plan.kind === "mapped" ? this.checkPlan(plan) : null;
    if (refusal) return refusal;
    if (!policy.takeNewSeries(meta.keyId, meta.receivedAtMs)) return "new-series-rate";
    const series = this.table.add(batch.bytes, start, end);
    this.register(series, instrument, labels, plan, meta.keyId);
    for (const { cell, fallback } of this.plans[series]!.targets)
      if (!fallback) cell.explicitNewestMs = Math.max(cell.explicitNewestMs, meta.receivedAtMs);
    return series;
  }

  /** null: bytes that are no labels, such as text that is not UTF-8. */
  private readNewLabels(bytes: Buffer, start: number, end: number): Label[] | null {
    try {
      return this.policy.readLabels(bytes, start, end, this.policy.limits.maxLabels);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return null;
    }
  }

  private checkPlan({ region, service, targets }: MappedPlan): RefusedReason | null {
    const { policy } = this;
    const wrongName =
      policy.checkScopeName(region) ?? (service === null ? null : policy.checkScopeName(service));
    if (wrongName) return wrongName;
    if (!this.regions.has(region) && this.regions.size >= policy.limits.maxRegions) return "region-limit";
    if (service !== null && !this.services.has(service) && this.services.size >= policy.limits.maxServices)
      return "service-limit";
    const full = targets.some(
      (target) => target.group !== null && this.layouts.isFull(groupKey(region, target)),
    );
    return full ? "invalid-histogram" : null;
  }

  /** Adds a series of a checkpoint: it was admitted before, and is mapped anew. */
  restoreSeries(identity: Buffer, instrument: number): number {
    const series = this.table.add(identity, 0, identity.length);
    this.mapKnown(series, instrument);
    return series;
  }

  /**
   * Maps every known series anew after the policy's mapping changed, in their order: as a restored checkpoint does. What a
   * series that is used no longer left behind is forgotten, so that its return is a first sample.
   */
  remap(): void {
    this.totals.forgetSeries();
    this.layouts.forgetSeries();
    this.unmapped.forgetSeries();
    this.regions.clear();
    this.services.clear();
    for (let series = 0; series < this.table.size; series++) {
      this.mapKnown(series, this.instruments[series]!);
      if (this.plans[series]!.unmapped === null) continue;
      this.history.forget(series);
      this.scalars.starts.forget(series);
      this.histograms.kept.delete(series);
    }
  }

  private mapKnown(series: number, instrument: number): void {
    const identity = this.table.identity(series);
    const labels = this.policy.readLabels(identity, 0, identity.length);
    const plan = this.policy.resolve(labels, instrument as InstrumentCode);
    const refused = plan.kind === "mapped" && this.checkPlan(plan) !== null;
    this.register(series, instrument, labels, refused ? SCOPE_REFUSED : plan, "");
  }

  private register(
    series: number,
    instrument: number,
    labels: readonly Label[],
    plan: SeriesPlan,
    keyId: string,
  ): void {
    this.instruments[series] = instrument;
    if (plan.kind === "unmapped") {
      this.plans[series] = unmappedPlan(this.unmapped.addSeries(labels, plan.reason, keyId));
      return;
    }
    this.regions.add(plan.region);
    if (plan.service !== null) this.services.add(plan.service);
    for (const target of plan.targets)
      if (target.group !== null && target.le !== null)
        this.layouts.join(series, groupKey(plan.region, target), target.le);
    const compiled = (this.plans[series] = this.planCache.compile(plan));
    for (const { cell, mode, sumFactor: factor, fallback } of compiled.targets)
      if (mode === "total" || mode === "presence")
        this.totals.register({ series, cell, factor, presence: mode === "presence", fallback });
  }
}

function groupKey(region: string, { group }: FoldTarget): string {
  return `${region}\n${group}`;
}
