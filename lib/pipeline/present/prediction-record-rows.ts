import type { PredictionKindCode, PredictionRecordContract } from "@/lib/contracts/prediction";
import { PREDICTION_KIND_WORDS } from "./prediction-words";

/** Predictions of a kind, or of a kind and strength, and what became of them. */
export interface RecordRow {
  readonly key: string;
  readonly kind: PredictionKindCode;
  readonly label: string;
  /** 'all' for the kind as a whole, which alone knows what was missed. */
  readonly strength: string;
  readonly resolved: number;
  readonly hits: number;
  readonly false: number;
  readonly averted: number;
  readonly proven: boolean;
  readonly precision: number | null;
  readonly missed: number | null;
  readonly recall: number | null;
  readonly lead: { readonly p10: number; readonly p50: number; readonly p90: number } | null;
}

/** Each kind, its strengths below it. */
export function recordRows({
  kinds,
  strengths,
}: Pick<PredictionRecordContract, "kinds" | "strengths">): readonly RecordRow[] {
  return kinds.flatMap((each) => {
    const { kind, missed, recall, lead_seconds: lead, breaches: _, ...counts } = each;
    const label = PREDICTION_KIND_WORDS[kind];
    const whole: RecordRow = { key: kind, kind, label, strength: "all", ...counts, missed, recall, lead };
    const parts = strengths
      .filter((one) => one.kind === kind && one.resolved > 0)
      .map(({ strength, kind: __, lead_seconds: own, ...rest }): RecordRow => ({
        ...{ key: `${kind} ${strength}`, kind, label, strength, ...rest },
        ...{ missed: null, recall: null, lead: own },
      }));
    return [whole, ...parts];
  });
}

/** How good the probabilities of a kind were, by horizon. */
export interface QualityRow {
  readonly key: string;
  readonly label: string;
  /** Of the horizon of which most outcomes are known. */
  readonly count: number;
  readonly byHorizon: ReadonlyMap<number, HorizonQuality>;
}

export interface HorizonQuality {
  /** null: it always or never crossed. */
  readonly skill: number | null;
  readonly calibrationError: number;
}

type Horizons = Pick<PredictionRecordContract, "horizons">;

/** All kinds together, then each. */
export function qualityRows({ horizons }: Horizons): readonly QualityRow[] {
  const kinds = [...new Set(horizons.map(({ kind }) => kind))];
  kinds.sort((one, other) => Number(one !== null) - Number(other !== null));
  return kinds.map((kind) => {
    const own = horizons.filter((each) => each.kind === kind);
    return {
      key: kind ?? "all",
      label: kind === null ? "All kinds" : PREDICTION_KIND_WORDS[kind],
      count: Math.max(...own.map(({ count }) => count)),
      byHorizon: new Map(
        own.map((each) => [
          each.horizon_seconds,
          { skill: each.brier_skill, calibrationError: each.calibration_error },
        ]),
      ),
    };
  });
}

/** Those that anything is known of, shortest first. */
export function knownHorizons({ horizons }: Horizons): readonly number[] {
  return [...new Set(horizons.map((each) => each.horizon_seconds))].sort((one, other) => one - other);
}
