import { ImportScopes } from "./import-scopes";
import { readOpenMetrics } from "./open-metrics-reader";
import type { SliceRead } from "./engine-slice";
import type { BackfillSlice } from "@/lib/domain/backfill";
import { Instrument, type InstrumentCode, type Label } from "@/lib/domain/sample";
import type { FoldTarget, SeriesPlan } from "@/lib/domain/series-plan";
import { MINUTE_MS, SECOND_MS, WINDOW_MS } from "@/lib/domain/window";
import { counterIncrease } from "@/lib/pipeline/aggregate/fold/increase";
import { HistorySpan } from "@/lib/pipeline/aggregate/history-columns";
import { AppError } from "@/lib/platform/errors";

/** What becomes of a series: the product's mapping, as live samples go through it. */
export type MapSeries = (labels: readonly Label[], instrument: InstrumentCode) => SeriesPlan;

/** A gauge's value is taken to hold no longer than this, as live. */
const MAX_HOLD_MS = 5 * MINUTE_MS;

/** Increases of buckets that are kept at once, 8 bytes each: one a bucket series and window. */
const MAX_BUCKET_CELLS = 64 * 1024 * 1024;

/** The slice holds more than fits into memory; a shorter one may fit. */
export class SliceTooLargeError extends Error {}

interface SeriesState {
  readonly plan: Extract<SeriesPlan, { kind: "mapped" }> | null;
  previousMs: number;
  previous: number;
  /** Window and value of its newest sample in the slice: what totals count. */
  window: number;
  newest: number;
}
interface OpenHistogram {
  readonly region: string;
  readonly service: string | null;
  readonly target: FoldTarget;
  /** Bound in ms → increase by window. */
  readonly increases: Map<number, Float64Array>;
}

/**
 * Reads one slice of an OpenMetrics file. The whole file is gone through, since its series stand one after the other: an
 * increase is told from the sample before, wherever that is. @throws AppError unprocessable, SliceTooLargeError
 */
export async function readFileSlice(
  path: string,
  slice: BackfillSlice,
  mapSeries: MapSeries,
  maxBucketCells = MAX_BUCKET_CELLS,
): Promise<SliceRead> {
  const span = new HistorySpan(slice.tier, slice.fromMs, slice.toMs);
  const fold = new FileFold(span, mapSeries, maxBucketCells);
  await readOpenMetrics<SeriesState>(path, {
    open: (_name, labels) => fold.open(labels),
    sample: ({ state }, timeMs, value) => fold.sample(state, timeMs, value),
  });
  return fold.finish();
}

class FileFold {
  private points = 0;
  private bucketCells = 0;
  /** What second choices say; used where no first choice speaks of the metric. */
  private readonly fallback: HistorySpan;
  private readonly histograms = new Map<string, OpenHistogram>();
  private readonly states: SeriesState[] = [];
  private readonly scopes = new ImportScopes();

  constructor(
    private readonly span: HistorySpan,
    private readonly mapSeries: MapSeries,
    private readonly maxBucketCells: number,
  ) {
    this.fallback = new HistorySpan(span.tier, span.fromMs, span.toMs);
  }

  open(labels: readonly Label[]): SeriesState {
    // As remote_write sends them: the mapping tells a counter by its name there.
    const plan = this.mapSeries(labels, Instrument.untyped);
    const state: SeriesState = {
      plan: plan.kind === "mapped" && this.scopes.takes(plan.region, plan.service) ? plan : null,
      previousMs: NaN,
      previous: NaN,
      window: -1,
      newest: NaN,
    };
    this.states.push(state);
    return state;
  }

  sample(state: SeriesState, timeMs: number, value: number): void {
    if (state.plan === null || !Number.isFinite(value)) return;
    const window = this.span.windowAt(timeMs);
    if (window >= 0) {
      this.points++;
      for (const target of state.plan.targets) this.apply(state, state.plan, target, window, timeMs, value);
      if (window !== state.window) this.closeTotals(state);
      state.window = window;
      state.newest = value;
    }
    state.previousMs = timeMs;
    state.previous = value;
  }

  finish(): SliceRead {
    for (const state of this.states) this.closeTotals(state);
    for (const histogram of this.histograms.values()) this.addHistogram(histogram);
    const certain = new Set(
      this.span.scopes.map(({ metric, region, service }) => JSON.stringify([metric, region, service])),
    );
    for (const { metric, region, service, columns } of this.fallback.scopes) {
      if (certain.has(JSON.stringify([metric, region, service]))) continue;
      const mine = this.span.scope(metric, region, service);
      for (let window = 0; window < columns.length; window++) mine.addWindow(window, columns, window);
    }
    return { span: this.span, points: this.points };
  }

  private columns({ region, service }: { region: string; service: string | null }, target: FoldTarget) {
    return (target.fallback ? this.fallback : this.span).scope(target.metric, region, service);
  }

  private apply(
    state: SeriesState,
    plan: NonNullable<SeriesState["plan"]>,
    target: FoldTarget,
    window: number,
    timeMs: number,
    value: number,
  ): void {
    const { sumFactor, weightFactor } = target;
    const increase = Number.isNaN(state.previous) ? null : counterIncrease(state.previous, value);
    switch (target.mode) {
      case "sample":
        if (weightFactor === null) this.columns(plan, target).observe(window, value * sumFactor, 1, timeMs);
        else this.columns(plan, target).add(window, value * sumFactor, value * weightFactor);
        return;
      case "duration": {
        const heldMs = Number.isNaN(state.previousMs) ? 0 : Math.min(timeMs - state.previousMs, MAX_HOLD_MS);
        if (heldMs === 0 || value <= 0) return;
        const amount = (value * heldMs) / SECOND_MS;
        this.columns(plan, target).add(window, amount * sumFactor, amount * (weightFactor ?? 1));
        return;
      }
      case "increase":
        if (increase !== null)
          this.columns(plan, target).add(
            window,
            increase * sumFactor,
            weightFactor === null ? 1 : increase * weightFactor,
          );
        return;
      case "histogram-sum":
        if (increase !== null) this.columns(plan, target).add(window, increase * sumFactor, 0);
        return;
      case "histogram-count":
        if (increase !== null) this.columns(plan, target).add(window, 0, increase);
        return;
      case "bucket":
        if (increase !== null) this.addBucket(plan, target, window, increase);
        return;
      case "total":
      case "presence":
        return; // counted by the window's newest sample
      case "histogram":
      case "histogram-count-of":
        return; // a text file has no such points
      default:
        return target.mode satisfies never;
    }
  }

  /** The newest value of a window's samples stands for each of its 10 s windows, as live. */
  private closeTotals({ plan, window, newest }: SeriesState): void {
    if (plan === null || window < 0) return;
    const repeats = this.span.tier.windowMs / WINDOW_MS;
    for (const target of plan.targets) {
      if (target.mode !== "total" && target.mode !== "presence") continue;
      const value = (target.mode === "presence" ? 1 : newest) * target.sumFactor;
      const columns = this.columns(plan, target);
      columns.add(window, value * repeats, columns.count[window] === 0 ? repeats : 0);
    }
  }

  private addBucket(
    { region, service }: { region: string; service: string | null },
    target: FoldTarget,
    window: number,
    increase: number,
  ): void {
    const key = JSON.stringify([region, service, target.metric, target.fallback, target.group]);
    let histogram = this.histograms.get(key);
    if (!histogram) {
      histogram = { region, service, target, increases: new Map() };
      this.histograms.set(key, histogram);
    }
    let increases = histogram.increases.get(target.le!);
    if (!increases) histogram.increases.set(target.le!, (increases = this.bucketColumn()));
    increases[window]! += increase;
  }

  private bucketColumn(): Float64Array {
    const { windows } = this.span;
    this.bucketCells += windows;
    if (this.bucketCells > this.maxBucketCells)
      throw new SliceTooLargeError("The file's histograms do not fit into memory.");
    return new Float64Array(windows);
  }

  private addHistogram(histogram: OpenHistogram): void {
    const boundsMs = [...histogram.increases.keys()].sort((a, b) => a - b);
    if (boundsMs.at(-1) !== Infinity)
      throw new AppError(
        "unprocessable",
        `The histogram ${histogram.target.group} has no bucket with le="+Inf".`,
      );
    const columns = this.columns(histogram, histogram.target);
    const { counts } = columns.bucketsOf(boundsMs);
    boundsMs.forEach((bound, position) => {
      const increases = histogram.increases.get(bound)!;
      for (let window = 0; window < this.span.windows; window++)
        counts[window * boundsMs.length + position]! += increases[window]!;
    });
  }
}

/** What a file holds: from when to when, and how far its samples are apart. */
export interface FileExtent {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  readonly samples: number;
}

/** Reads the whole file once, so that a bad one is refused before anything is written. @throws AppError unprocessable */
export async function readFileExtent(path: string): Promise<FileExtent> {
  let fromMs = Infinity;
  let newestMs = -Infinity;
  let samples = 0;
  const gaps = new Map<number, number>();
  await readOpenMetrics<{ previousMs: number }>(path, {
    open: () => ({ previousMs: NaN }),
    sample({ state }, timeMs) {
      samples++;
      fromMs = Math.min(fromMs, timeMs);
      newestMs = Math.max(newestMs, timeMs);
      if (!Number.isNaN(state.previousMs)) {
        const gapMs = Math.max(1, Math.round((timeMs - state.previousMs) / SECOND_MS)) * SECOND_MS;
        gaps.set(gapMs, (gaps.get(gapMs) ?? 0) + 1);
      }
      state.previousMs = timeMs;
    },
  });
  if (samples === 0) throw new AppError("unprocessable", "The file holds no samples.");
  let stepMs = WINDOW_MS;
  let most = 0;
  for (const [gapMs, count] of gaps) if (count > most) [stepMs, most] = [gapMs, count];
  return { fromMs, toMs: newestMs + 1, stepMs, samples };
}
