import type { PredictionKindCode, PredictionRecordContract } from "@/lib/contracts/prediction";
import { horizonText, PREDICTION_KIND_WORDS } from "./prediction-words";

/** Predictions of a kind, or of a kind and strength, and what became of them. */
export interface RecordRow {
  readonly key: string;
  readonly kind: PredictionKindCode;
  readonly label: string;
  /** 'all' for the kind as a whole, which alone knows what was missed, and leads. */
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
      .map(({ strength, kind: __, ...rest }): RecordRow => ({
        ...{
          key: `${kind} ${strength}`,
          kind,
          label,
          strength,
          ...rest,
          missed: null,
          recall: null,
          lead: null,
        },
      }));
    return [whole, ...parts];
  });
}

/** How good the probabilities of a kind at a horizon were. */
export interface HorizonRow {
  readonly key: string;
  readonly label: string;
  readonly horizonSeconds: number;
  readonly within: string;
  readonly count: number;
  readonly crossedRatio: number;
  readonly brier: number;
  readonly skill: number | null;
  readonly calibrationError: number;
}

export function horizonRows({ horizons }: Pick<PredictionRecordContract, "horizons">): readonly HorizonRow[] {
  return horizons.map((each) => ({
    key: `${each.kind ?? "all"} ${each.horizon_seconds}`,
    label: each.kind === null ? "All kinds" : PREDICTION_KIND_WORDS[each.kind],
    horizonSeconds: each.horizon_seconds,
    within: horizonText(each.horizon_seconds),
    count: each.count,
    crossedRatio: each.crossed_ratio,
    brier: each.brier,
    skill: each.brier_skill,
    calibrationError: each.calibration_error,
  }));
}
