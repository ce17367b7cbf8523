import type { MoneyRange, RevenueAtRisk } from "@/lib/domain/business-snapshot";
import type { Counterfactual } from "./counterfactual";

/** Shares of requests above the usual ones, 0–1; null: not known. */
export interface AboveUsual {
  readonly failed: number | null;
  /** Answered, but slower than 4 × the latency objective. */
  readonly frustrated: number | null;
}

/** What should have come less what came, never under 0. */
export function measuredRisk(
  should: Counterfactual,
  actualPerMinute: number,
  above: AboveUsual,
  abandonmentRatio: number,
): RevenueAtRisk {
  return {
    low: Math.max(0, should.lowPerMinute - actualPerMinute),
    mid: Math.max(0, should.perMinute - actualPerMinute),
    high: Math.max(0, should.highPerMinute - actualPerMinute),
    method: "counterfactual",
    expectedPerMinute: should.perMinute,
    actualPerMinute,
    weeks: should.weeks,
    forecastAsOfMs: should.forecastAsOfMs,
    slownessPerMinute: slownessCost(should.perMinute, above, abandonmentRatio),
  };
}

/** By configured revenue: null where the failed share is not known. */
export function configuredRisk(
  expectedPerMinute: number,
  above: AboveUsual,
  abandonmentRatio: number,
): RevenueAtRisk | null {
  const range = shareOfMoney(expectedPerMinute, above, abandonmentRatio);
  if (range === null) return null;
  return {
    ...range,
    mid: (range.low + range.high) / 2,
    method: "configured",
    expectedPerMinute,
    actualPerMinute: null,
    weeks: null,
    forecastAsOfMs: null,
    slownessPerMinute: slownessCost(expectedPerMinute, above, abandonmentRatio),
  };
}

/**
 * Low end: expected money × requests that fail above the usual share. High end: and of those who wait too long, above the
 * usual share, as many as usually leave. Where no latencies are sent both ends are the same.
 */
export function shareOfMoney(
  expectedPerMinute: number,
  { failed, frustrated }: AboveUsual,
  abandonmentRatio: number,
): MoneyRange | null {
  if (failed === null) return null;
  const lost = Math.min(1, failed);
  const leaving = Math.min(1, lost + (frustrated ?? 0) * abandonmentRatio);
  return { low: expectedPerMinute * lost, high: expectedPerMinute * leaving };
}

/** Risks of parts, added up; null of none. */
export function addRisks(parts: readonly RevenueAtRisk[]): RevenueAtRisk | null {
  if (parts.length === 0) return null;
  const add = (of: (part: RevenueAtRisk) => number) => parts.reduce((sum, part) => sum + of(part), 0);
  const known = (of: (part: RevenueAtRisk) => number | null) => {
    const values = parts.flatMap((part) => of(part) ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  };
  const least = (of: (part: RevenueAtRisk) => number | null) => {
    const values = parts.flatMap((part) => of(part) ?? []);
    return values.length === 0 ? null : Math.min(...values);
  };
  const methods = new Set(parts.map((part) => part.method));
  return {
    low: add((part) => part.low),
    mid: add((part) => part.mid),
    high: add((part) => part.high),
    method: methods.size === 1 ? parts[0].method : "mixed",
    expectedPerMinute: add((part) => part.expectedPerMinute),
    actualPerMinute: known((part) => part.actualPerMinute),
    weeks: least((part) => part.weeks),
    forecastAsOfMs: least((part) => part.forecastAsOfMs),
    slownessPerMinute: known((part) => part.slownessPerMinute),
  };
}

function slownessCost(expected: number, { frustrated }: AboveUsual, abandonmentRatio: number): number | null {
  return frustrated === null ? null : expected * frustrated * abandonmentRatio;
}
