import { normalShare } from "@/lib/domain/normal-distribution";
import { type CrossingHistory, SAMPLES_A_DAY, SAMPLES_A_WEEK } from "./crossing-history";
import { type CrossingState, meanOver } from "./crossing-state";

/** Features of one horizon: what the same window brought before, and what the series' own past says of such a moment. */
export const OUTLOOK_FEATURES = [
  "sameWindow1d",
  "sameWindow2d",
  "sameWindow7d",
  "sameWindowHigh",
  "sameWindowMean",
  "hit1d",
  "hitShare",
  "hit7d",
  "profilePeak",
  "profilePeakNow",
  "profilePeakHalf",
  "profileScore",
  "pathScore",
  "pathHazard",
  "riseShare",
  "riseShare1d",
  "seasonalRiseShare",
  "ownShare",
  "ownShare7d",
] as const;

const DAYS = 7;
const ORIGINS = 128;
const MEMORY_SAMPLES = 14 * SAMPLES_A_DAY;

export function fillOutlook(
  history: CrossingHistory,
  state: CrossingState,
  horizon: number,
  out: Float64Array,
  offset: number,
): void {
  fillSameWindow(history, state, horizon, out, offset);
  fillPath(history, state, horizon, out, offset + 8);
  fillRises(history, state, horizon, out, offset + 14);
  fillOwnShare(history, state, horizon, out, offset + 17);
}

/** The latest origin whose window of `samples` is known at `at`. */
function latestKnown(history: CrossingHistory, at: number, samples: number): number {
  return at - samples - history.forSamples + 1;
}

function fillSameWindow(
  history: CrossingHistory,
  { at, spread }: CrossingState,
  horizon: number,
  out: Float64Array,
  offset: number,
): void {
  const { samples, sustained } = history.ahead[horizon];
  const { onsets } = history.breaches;
  const latest = latestKnown(history, at, samples);
  const day = (days: number) => Math.min(latest, at - days * SAMPLES_A_DAY);
  const value = (days: number) => (day(days) < 0 ? NaN : -sustained[day(days)] / spread);
  const hit = (days: number) =>
    day(days) < 0 ? NaN : onsets[day(days) + 1 + samples] > onsets[day(days) + 1] ? 1 : 0;
  let known = 0;
  let hits = 0;
  let sum = 0;
  let nearest = Infinity;
  for (let days = 1; days <= DAYS && day(days) >= 0; days++) {
    known++;
    hits += hit(days);
    sum += value(days);
    nearest = Math.min(nearest, value(days));
  }
  out[offset] = value(1);
  out[offset + 1] = value(2);
  out[offset + 2] = value(7);
  out[offset + 3] = known ? nearest : NaN;
  out[offset + 4] = known ? sum / known : NaN;
  out[offset + 5] = hit(1);
  out[offset + 6] = known ? hits / known : NaN;
  out[offset + 7] = hit(7);
}

/** The usual day from here on, shifted by how far the series is off it now. */
function fillPath(
  history: CrossingHistory,
  { at, spread }: CrossingState,
  horizon: number,
  out: Float64Array,
  offset: number,
): void {
  const { samples, profile } = history.ahead[horizon];
  const yesterday = at - SAMPLES_A_DAY;
  if (yesterday < SAMPLES_A_DAY) return void out.fill(NaN, offset, offset + 6);
  const days = Math.min(SAMPLES_A_WEEK, yesterday + 1);
  const power = meanOver(history.sumOfSquaredResiduals, at, days);
  const deviation = Math.sqrt(power) + 1e-3 * spread;
  const residual = history.residual[at];
  const peak = profile[yesterday];
  out[offset] = -peak / spread;
  out[offset + 1] = -(peak + residual) / spread;
  out[offset + 2] = -(peak + residual / 2) / spread;
  out[offset + 3] = -(peak + residual) / deviation;
  const perHour = Math.min(
    0.98,
    Math.max(0, meanOver(history.sumOfResidualProducts, at, days) / (power + 1e-12)),
  );
  const noise = meanOver(history.sumOfSquaredSteps, at, SAMPLES_A_WEEK) / 2;
  const stride = Math.max(1, Math.round(samples / 24));
  let nearest = Infinity;
  let calm = 1;
  for (let ahead = stride; ahead <= samples; ahead += stride) {
    const kept = perHour ** (ahead / 12);
    const expected = history.profile[yesterday + ahead] + residual * kept;
    const score = -expected / Math.sqrt(power * (1 - kept * kept) + noise + 1e-6 * spread * spread);
    if (score < nearest) nearest = score;
    calm *= normalShare(score) ** (stride / 12);
  }
  out[offset + 4] = nearest;
  out[offset + 5] = calm;
}

/** How often the series rose by what it needs, from origins spread over its past. */
function fillRises(
  history: CrossingHistory,
  { at }: CrossingState,
  horizon: number,
  out: Float64Array,
  offset: number,
): void {
  const { samples, sustained } = history.ahead[horizon];
  const latest = latestKnown(history, at, samples);
  out[offset] = riseShare(history, sustained, at, latest, MEMORY_SAMPLES);
  out[offset + 1] = riseShare(history, sustained, at, latest, SAMPLES_A_DAY);
  const yesterday = Math.min(latest, at - SAMPLES_A_DAY);
  out[offset + 2] = NaN;
  if (yesterday < SAMPLES_A_DAY) return;
  const needed = -sustained[yesterday];
  const first = Math.max(SAMPLES_A_DAY, latest - MEMORY_SAMPLES);
  const stride = Math.max(1, Math.floor((latest - first) / ORIGINS));
  let origins = 0;
  let rises = 0;
  for (let from = latest; from >= first; from -= stride) {
    origins++;
    if (sustained[from] - sustained[from - SAMPLES_A_DAY] > needed) rises++;
  }
  out[offset + 2] = (rises + 0.1) / (origins + 1);
}

function riseShare(
  history: CrossingHistory,
  sustained: Float64Array,
  at: number,
  latest: number,
  memory: number,
): number {
  if (latest < 0) return NaN;
  const { level } = history;
  const needed = -level[at];
  const first = Math.max(0, latest - memory);
  const stride = Math.max(1, Math.floor((latest - first) / ORIGINS));
  let origins = 0;
  let rises = 0;
  for (let from = latest; from >= first; from -= stride) {
    origins++;
    if (sustained[from] - level[from] > needed) rises++;
  }
  return (rises + 0.1) / (origins + 1);
}

/** Share of the calm moments before after which an incident started within the horizon. */
function fillOwnShare(
  history: CrossingHistory,
  { at }: CrossingState,
  horizon: number,
  out: Float64Array,
  offset: number,
): void {
  const { samples, hits, calm } = history.ahead[horizon];
  const end = latestKnown(history, at, samples) + 1;
  if (end <= 0) return void out.fill(NaN, offset, offset + 2);
  const from = Math.max(0, end - SAMPLES_A_WEEK);
  out[offset] = (hits[end] + 1) / (calm[end] + SAMPLES_A_DAY);
  out[offset + 1] = (hits[end] - hits[from] + 1) / (calm[end] - calm[from] + SAMPLES_A_DAY);
}
