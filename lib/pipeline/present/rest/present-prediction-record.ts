import type { PredictionRecordContract, PredictionReplayContract } from "@/lib/contracts/prediction";
import {
  PROVEN_OUTCOMES,
  type HorizonRecord,
  type KindRecord,
  type LeadTimes,
  type PredictionRecord,
} from "@/lib/domain/prediction-record";
import type { PredictionReplay } from "@/lib/domain/prediction-replay";
import { SECOND_MS } from "@/lib/domain/window";
import { isoOf, isoOrNull, ratioOf } from "./rest-value";

export function presentPredictionRecord({
  kinds,
  strengths,
  horizons,
  sinceMs,
}: PredictionRecord): PredictionRecordContract {
  return {
    since: isoOrNull(sinceMs),
    kinds: kinds.map(presentKind),
    strengths: strengths.map(({ kind, strength, lead, ...counts }) => ({
      ...{ kind, strength, ...presentCounts(counts) },
      lead_seconds: presentLead(lead),
    })),
    horizons: horizons.map(presentHorizon),
  };
}

type Counts = Pick<KindRecord, "resolved" | "hits" | "averted" | "false">;

function presentCounts({ resolved, hits, averted, false: wrong }: Counts) {
  const judged = hits + wrong;
  return {
    ...{ resolved, hits, averted, false: wrong, proven: resolved >= PROVEN_OUTCOMES },
    precision: judged === 0 ? null : hits / judged,
  };
}

function presentKind({ kind, breaches, missed, lead, ...counts }: KindRecord) {
  return {
    ...{ kind, ...presentCounts(counts), breaches, missed },
    recall: breaches === 0 ? null : (breaches - missed) / breaches,
    lead_seconds: presentLead(lead),
  };
}

function presentLead(lead: LeadTimes | null) {
  return lead && { p10: lead.p10Ms / SECOND_MS, p50: lead.p50Ms / SECOND_MS, p90: lead.p90Ms / SECOND_MS };
}

function presentHorizon({ kind, horizonMs, count, crossedRatio, brier, bins }: HorizonRecord) {
  const constant = crossedRatio * (1 - crossedRatio);
  const error = bins.reduce(
    (sum, bin) => sum + (bin.count / count) * Math.abs(bin.meanProbability - bin.crossedRatio),
    0,
  );
  return {
    ...{ kind, horizon_seconds: horizonMs / SECOND_MS, count },
    crossed_ratio: ratioOf(crossedRatio) ?? 0,
    brier: ratioOf(brier) ?? 0,
    brier_skill: constant === 0 ? null : 1 - brier / constant,
    calibration_error: ratioOf(error) ?? 0,
    bins: bins.map((bin) => ({
      ...{ from: bin.fromProbability, to: bin.toProbability, count: bin.count },
      mean_probability: ratioOf(bin.meanProbability) ?? 0,
      crossed_ratio: ratioOf(bin.crossedRatio) ?? 0,
    })),
  };
}

/** The engine's newest run, as its verb returns it. */
export interface PredictionRunSource {
  readonly assessedMs: number;
  readonly finishedMs: number;
  readonly tookMs: number;
  readonly series: number;
  readonly silent: number;
}

export function presentReplay(
  replay: PredictionReplay | null,
  run: PredictionRunSource | null,
): PredictionReplayContract {
  return { ...(replay === null ? NO_REPLAY : presentProgress(replay)), engine: run && presentRun(run) };
}

const NO_REPLAY = {
  ...{ state: "none" as const, from: null, to: null, cursor: null, done_ratio: null },
  ...{ opened: 0, worked_seconds: 0, problem: null, started_at: null, finished_at: null },
};

function presentProgress(replay: PredictionReplay) {
  const { state, fromMs, toMs, cursorMs, opened, workedMs, problem, createdAtMs, finishedAtMs } = replay;
  return {
    ...{ state, from: isoOf(fromMs), to: isoOf(toMs), cursor: isoOf(cursorMs), opened, problem },
    done_ratio: toMs === fromMs ? 1 : ratioOf((cursorMs - fromMs) / (toMs - fromMs)),
    worked_seconds: workedMs / SECOND_MS,
    ...{ started_at: isoOf(createdAtMs), finished_at: isoOrNull(finishedAtMs) },
  };
}

function presentRun({ assessedMs, finishedMs, tookMs, series, silent }: PredictionRunSource) {
  return {
    ...{ assessed_to: isoOf(assessedMs), finished_at: isoOf(finishedMs) },
    ...{ took_seconds: tookMs / SECOND_MS, series, silent },
  };
}
