import { draftBody, textOrNull, type DraftBody } from "@/components/catalog/draft-body";
import { objectiveBodySchema, type ObjectiveBody, type ObjectiveContract } from "@/lib/contracts/objective";

export type ObjectiveField = keyof ObjectiveBody;
/** An objective as the form holds it; an empty region or service is all of them. */
export type ObjectiveDraft = Readonly<Record<ObjectiveField, string>>;

const PER_CENT = 100;

export const NEW_OBJECTIVE: ObjectiveDraft = {
  kind: "availability",
  region: "",
  service: "",
  target: "",
  window_days: "30",
};

/** What somebody types a target in: error rates in per cent, as they are shown. */
export function targetLabel(kind: string): string {
  if (kind === "availability") return "At least, per cent";
  return kind === "error_rate" ? "At most, per cent" : "At most, ms";
}

export function draftOfObjective(objective: ObjectiveContract): ObjectiveDraft {
  const { kind, region, service, target, window_days } = objective;
  const typed = kind === "error_rate" ? rounded(target * PER_CENT) : target;
  return {
    kind,
    region: region ?? "",
    service: service ?? "",
    target: String(typed),
    window_days: String(window_days),
  };
}

export function bodyOfObjectiveDraft(draft: ObjectiveDraft): DraftBody<ObjectiveBody, ObjectiveField> {
  const typed = draft.target.trim() === "" ? NaN : Number(draft.target.replace(",", "."));
  const body = draftBody<typeof objectiveBodySchema, ObjectiveField>(objectiveBodySchema, {
    kind: draft.kind,
    region: textOrNull(draft.region),
    service: textOrNull(draft.service),
    target: draft.kind === "error_rate" ? rounded(typed / PER_CENT) : typed,
    window_days: Number(draft.window_days),
  });
  if (body.problems === null || draft.kind !== "error_rate" || body.problems.target === undefined)
    return body;
  return {
    body: null,
    problems: { ...body.problems, target: "must be more than 0 and less than 100 (per cent)" },
  };
}

/** The request that makes an objective what it is. */
export function bodyOfObjective(objective: ObjectiveContract): ObjectiveBody {
  const { kind, region, service, target, window_days } = objective;
  return objectiveBodySchema.parse({ kind, region, service, target, window_days });
}

/** Dividing by a hundred must not add digits. */
function rounded(value: number): number {
  return Number(value.toFixed(9));
}
