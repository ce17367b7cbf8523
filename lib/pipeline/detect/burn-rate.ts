import { BURN_RULES, type BurnRule } from "@/lib/domain/burn-rate";

/** Error ratio by span (ms); null or absent = not known, for example without requests. */
export type SpanErrorRatios = ReadonlyMap<number, number | null>;

export interface FiringBurn {
  readonly rule: BurnRule;
  /** Over the rule's long span. */
  readonly burn: number;
}

/** How many times as fast as allowed the budget burns: error ratio ÷ (1 − objective). (SRE Workbook, ch. 5) */
export function burnRate(errorRatio: number, availabilityObjective: number): number {
  if (errorRatio <= 0) return 0;
  const budget = 1 - availabilityObjective;
  return budget > 0 ? errorRatio / budget : Infinity;
}

/** Burn over a span; null where its error ratio is not known. */
export function burnOver(
  ratios: SpanErrorRatios,
  spanMs: number,
  availabilityObjective: number,
): number | null {
  const ratio = ratios.get(spanMs) ?? null;
  return ratio === null ? null : burnRate(ratio, availabilityObjective);
}

/** The rules that fire, fastest first. */
export function firingBurns(ratios: SpanErrorRatios, availabilityObjective: number): FiringBurn[] {
  return BURN_RULES.flatMap((rule) => {
    const long = burnOver(ratios, rule.longMs, availabilityObjective);
    const short = burnOver(ratios, rule.shortMs, availabilityObjective);
    const fires = long !== null && short !== null && long >= rule.burn && short >= rule.burn;
    return fires ? [{ rule, burn: long }] : [];
  });
}
