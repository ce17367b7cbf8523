import type { MissingFigureContract } from "@/lib/contracts/envelope";
import { EXPLANATIONS, type Explanation, type ExplanationName } from "./explain-figure";
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
  readonly explanation: Explanation;
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

/** Why `field` is null, from `meta.missing`. `region`: of that region's row; absent: of the answer itself. */
export function missingModel(
  field: string,
  missing: readonly MissingFigureContract[],
  region?: string,
): MissingModel {
  const known = missing.find((each) => each.field === field && each.region === region);
  return known ? modelOf(known) : UNEXPLAINED;
}

/** Why a service's `field` is null: what is said of its own row (in `region`, or over all), else of all rows. */
export function missingOfService(
  field: string,
  missing: readonly MissingFigureContract[],
  service: string,
  region?: string,
): MissingModel {
  const fits = missing.filter((each) => each.field === field);
  const known =
    fits.find((each) => each.service === service && each.region === region) ??
    fits.find((each) => each.service === undefined && each.region === undefined);
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
    explanation: EXPLANATIONS[input.id],
  };
}
