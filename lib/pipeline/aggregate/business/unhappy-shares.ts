import type { Histogram } from "@/lib/pipeline/aggregate/histogram";
import type { AboveUsual } from "./revenue-at-risk";

/** Apdex: slower than this many times the objective is frustrating. (Apdex specification 1.1) */
const FRUSTRATED_TIMES = 4;

/** Shares of all requests, 0–1; null: not known. */
export interface UnhappyShares {
  readonly failed: number | null;
  /** Answered, but slower than 4 × the latency objective. */
  readonly frustrated: number | null;
}

/** Failed requests are taken to be as quick as the others, as in Apdex: which of them were is not known. */
export function unhappyShares(
  errorRatio: number | null,
  latency: Histogram | null,
  objectiveMs: number,
): UnhappyShares {
  const answered = 1 - (errorRatio ?? 0);
  return {
    failed: errorRatio,
    frustrated: mapKnown(slowShare(latency, objectiveMs), (share) => share * answered),
  };
}

/** What is more than usual, never under 0; null where either side is not known. */
export function aboveUsual(now: UnhappyShares, usual: UnhappyShares | undefined): AboveUsual {
  const above = (share: number | null, before: number | null | undefined) =>
    share === null || before === null || before === undefined ? null : Math.max(0, share - before);
  return {
    failed: above(now.failed, usual?.failed),
    frustrated: above(now.frustrated, usual?.frustrated),
  };
}

function slowShare(latency: Histogram | null, objectiveMs: number): number | null {
  if (latency === null || !(latency.count > 0)) return null;
  const quickEnough = latency.countAtOrBelow(FRUSTRATED_TIMES * objectiveMs) / latency.count;
  return Math.min(1, Math.max(0, 1 - quickEnough));
}

function mapKnown(value: number | null, map: (value: number) => number): number | null {
  return value === null ? null : map(value);
}
