import type { PredictionRecordContract } from "@/lib/contracts/prediction";
import { horizonText, probabilityText } from "./prediction-words";

type Horizon = PredictionRecordContract["horizons"][number];

/** What was said with about the same probability, and how often it came true. */
export interface ReliabilityPoint {
  readonly key: string;
  /** 'Said 30 % to 40 %' as a heading of its row. */
  readonly range: string;
  /** 0–1: what was said on average. */
  readonly said: number;
  /** 0–1: how often it came true. */
  readonly came: number;
  readonly count: number;
  /** Too few to tell. */
  readonly few: boolean;
  readonly radiusPx: number;
}

export interface ReliabilityModel {
  readonly points: readonly ReliabilityPoint[];
  /** What the picture says, in words. */
  readonly summary: string;
}

/** Under so many outcomes a share is noise, as of predictions. */
const FEW = 20;
const LEAST_RADIUS_PX = 2.5;
const MOST_RADIUS_PX = 9;
const POINTS = 100;
/** Closer than this, in points of 100, is as it was said. */
const CLOSE = 3;
const WARNED_FROM = 0.1;
const LEAST_POINTS = 0.1;

/** The picture of said against came true, for one kind and horizon. */
export function reliabilityDiagram(horizon: Horizon): ReliabilityModel {
  const bins = horizon.bins.filter(({ count }) => count > 0);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const points = bins.map((bin) => ({
    key: String(bin.from),
    range: `${probabilityText(bin.from)} to ${probabilityText(bin.to)}`,
    said: bin.mean_probability,
    came: bin.crossed_ratio,
    count: bin.count,
    few: bin.count < FEW,
    radiusPx: LEAST_RADIUS_PX + (MOST_RADIUS_PX - LEAST_RADIUS_PX) * Math.sqrt(bin.count / most),
  }));
  return { points, summary: summaryOf(horizon, points) };
}

function summaryOf(horizon: Horizon, points: readonly ReliabilityPoint[]): string {
  const { count, calibration_error: error, horizon_seconds: seconds } = horizon;
  if (points.length === 0) return "No assessment has an outcome yet.";
  const base = `${count.toLocaleString("en")} assessments within ${horizonText(seconds)}: what was said and what came true differ by ${pointsText(error)} points of 100 on average${warnedText(horizon)}.`;
  const strong = [...points].reverse().find(({ few, said }) => !few && said >= 0.5);
  if (strong === undefined) return `${base} None of at least ${FEW} was said with 50 % or more.`;
  const gap = (strong.came - strong.said) * POINTS;
  const verdict =
    Math.abs(gap) < CLOSE ? "as said" : gap > 0 ? "more often than said" : "less often than said";
  return `${base} Those given about ${probabilityText(strong.said)} came true ${probabilityText(strong.came)} of the time, ${verdict}.`;
}

/** Of what was given some probability: of almost all next to none is, and an average over these says little of the others. */
function warnedText({ bins }: Horizon): string {
  const warned = bins.filter(({ from, count }) => from >= WARNED_FROM && count > 0);
  const count = warned.reduce((sum, each) => sum + each.count, 0);
  if (count === 0 || warned.length === bins.filter((each) => each.count > 0).length) return "";
  const off = warned.reduce(
    (sum, each) => sum + each.count * Math.abs(each.mean_probability - each.crossed_ratio),
    0,
  );
  return `, of the ${count.toLocaleString("en")} given ${probabilityText(WARNED_FROM)} or more by ${pointsText(off / count)}`;
}

function pointsText(ratio: number): string {
  const points = ratio * POINTS;
  if (points > 0 && points < LEAST_POINTS) return `less than ${LEAST_POINTS}`;
  return points < 1 ? points.toFixed(1) : String(Math.round(points));
}
