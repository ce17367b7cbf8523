import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { ExplanationName } from "./explain-figure";
import type { FormattedValue } from "./format-number";
import type { Comparison } from "./last-week";

/** Why there is no figure, in words. */
export interface MissingModel {
  /** It was there once. */
  readonly stale: boolean;
  readonly word: string;
  readonly remedy: string;
}

/** A figure as a page draws it. Exactly one of `value` and `missing` is there. */
export interface FigureModel {
  readonly id: ExplanationName;
  readonly label: string;
  readonly value: FormattedValue | null;
  readonly missing: MissingModel | null;
  /** What belongs to it. */
  readonly note: string | null;
  /** Against the same time last week. */
  readonly comparison: Comparison | null;
  /** 0–1, for figures that fill something up; null for all others. */
  readonly share: number | null;
}

const REASONS: Readonly<Record<MissingFigureContract["reason"], string>> = {
  "not-configured": "Not configured",
  "no-data": "No data",
  stale: "Stale",
  "insufficient-history": "Not enough history",
};
const UNEXPLAINED: MissingModel = {
  stale: false,
  word: "No data",
  remedy: "Nothing was received for this figure.",
};

/**
 * Why `field` is null, from `meta.missing`: what is said of the row of `region` or `service` (absent: of the answer
 * itself), else of all rows, since what every row lacks is said once.
 */
export function missingModel(
  field: string,
  missing: readonly MissingFigureContract[],
  region?: string,
  service?: string,
): MissingModel {
  const of = (place?: string, name?: string) =>
    missing.find((each) => each.field === field && each.region === place && each.service === name);
  const known = of(region, service) ?? of();
  return known ? modelOf(known) : UNEXPLAINED;
}

function modelOf({ reason, remedy }: MissingFigureContract): MissingModel {
  return { stale: reason === "stale", word: REASONS[reason], remedy };
}

interface FigureInput {
  readonly id: ExplanationName;
  readonly label: string;
  readonly value: number | null;
  readonly format: (value: number) => FormattedValue;
  readonly missing: MissingModel;
  readonly note?: string | null;
  readonly comparison?: Comparison | null;
  readonly share?: number | null;
}

/** A figure from its raw value. A null stays without a number: it is never drawn as zero. */
export function figureModel(input: FigureInput): FigureModel {
  const known = input.value !== null;
  return {
    id: input.id,
    label: input.label,
    value: input.value === null ? null : input.format(input.value),
    missing: known ? null : input.missing,
    note: input.note ?? null,
    comparison: known ? (input.comparison ?? null) : null,
    share: known ? (input.share ?? null) : null,
  };
}
