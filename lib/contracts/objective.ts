import * as z from "zod";
import { OBJECTIVE_WINDOW_DAYS } from "@/lib/domain/objective";
import { successSchema } from "./envelope";
import { ratio } from "./figure";
import { textInput } from "./text";

const MAX_NAME = 200;
const name = textInput.trim().min(1).max(MAX_NAME);

export const OBJECTIVE_KIND_CODES = ["availability", "latency_p99", "latency_p95", "error_rate"] as const;
export const objectiveKindSchema = z.enum(OBJECTIVE_KIND_CODES).meta({ id: "ObjectiveKind" });
export type ObjectiveKindCode = z.infer<typeof objectiveKindSchema>;

const MAX_LATENCY_MS = 600_000;
interface TargetRange {
  readonly above: number;
  /** An availability of 100 % or an error rate of 1 leaves nothing to judge. */
  readonly below: number;
  readonly decimals: number;
  readonly unit: string;
}
/** In the units of this contract. */
export const TARGET_RANGES: Readonly<Record<ObjectiveKindCode, TargetRange>> = {
  availability: { above: 0, below: 100, decimals: 7, unit: "per cent" },
  error_rate: { above: 0, below: 1, decimals: 9, unit: "ratio" },
  latency_p99: { above: 0, below: MAX_LATENCY_MS, decimals: 3, unit: "ms" },
  latency_p95: { above: 0, below: MAX_LATENCY_MS, decimals: 3, unit: "ms" },
};

/** Why a target cannot be; null: it can. */
export function targetProblem(kind: ObjectiveKindCode, target: number): string | null {
  const { above, below, decimals, unit } = TARGET_RANGES[kind];
  if (!(target > above && target < below))
    return `must be more than ${above} and less than ${below} (${unit})`;
  return Number(target.toFixed(decimals)) === target ? null : `has more than ${decimals} decimals`;
}

export const objectiveBodySchema = z
  .strictObject({
    kind: objectiveKindSchema,
    region: name.nullable().default(null).meta({ description: "A region ever seen; null: every region" }),
    service: name.nullable().default(null).meta({ description: "A service ever seen; null: every service" }),
    target: z.number("must be a number").meta({
      description:
        "availability: the least, per cent; latency_p99 and latency_p95: the most, ms; error_rate: the most, ratio 0–1",
    }),
    window_days: z
      .literal([...OBJECTIVE_WINDOW_DAYS])
      .default(30)
      .meta({ description: "What the error budget is over" }),
  })
  .superRefine(({ kind, target }, context) => {
    const message = targetProblem(kind, target);
    if (message !== null) context.addIssue({ code: "custom", path: ["target"], message });
  })
  .meta({ id: "SetObjective", description: "What is promised; the most specific one of a kind holds" });
export type ObjectiveBody = z.output<typeof objectiveBodySchema>;
export type ObjectiveBodyInput = z.input<typeof objectiveBodySchema>;

export const listObjectivesQuerySchema = z.strictObject({
  region: name.optional().meta({ description: "What is judged in this region" }),
  service: name.optional().meta({ description: "What is judged of this service" }),
});

const seconds = (description: string) =>
  z
    .number()
    .nonnegative()
    .meta({ description: `${description} (s)` });
const burn = (description: string) => z.number().nonnegative().nullable().meta({ description });

export const objectiveStateSchema = z.enum(["met", "slow_burn", "missed", "fast_burn", "unknown"]).meta({
  id: "ObjectiveState",
  description:
    "fast_burn: a rule that pages fires; missed: the budget is spent; slow_burn: a rule that makes a ticket fires; unknown: no data; else met",
});
export type ObjectiveStateCode = z.infer<typeof objectiveStateSchema>;

export const objectiveStandingSchema = z
  .object({
    region: z.string().nullable().meta({ description: "Where it is judged; null: all regions" }),
    service: z.string().nullable().meta({ description: "null: all services" }),
    state: objectiveStateSchema,
    bad_ratio: ratio("Share of the window's requests that failed, or were slower than the objective"),
    covered_seconds: seconds(
      "Since when there is data, at most the window: the time before has spent nothing",
    ).nullable(),
    budget: z
      .object({
        allowed_ratio: z.number().meta({ description: "Share of requests that may be bad: 1 − objective" }),
        spent_ratio: z.number().meta({
          description:
            "bad ÷ allowed, × the share of the window since there is data; above 1: more than there was",
        }),
        remaining_ratio: z.number().meta({ description: "1 − spent; below 0: more is spent than there was" }),
        outage_minutes_left: z.number().nonnegative().meta({
          description: "How long everything may fail until it is spent: remaining × allowed × window",
        }),
      })
      .nullable()
      .meta({ description: "The error budget (SRE Workbook, chapter 5); null: not known" }),
    burn_rates: z.array(
      z.object({
        window_seconds: seconds("Over this span until now"),
        burn: burn("Bad share ÷ allowed share: how many times as fast as allowed the budget burns"),
      }),
    ),
    firing: z
      .array(
        z.object({
          speed: z.enum(["fast", "slow"]).meta({ description: "fast pages somebody, slow is a ticket" }),
          threshold: z.number().meta({ description: "The burn from which on it fires" }),
          long_window_seconds: seconds("Over this span …"),
          short_window_seconds: seconds("… and still over this one"),
          burn: z.number().meta({ description: "Over the long span" }),
        }),
      )
      .meta({ description: "Burn-rate rules that fire, fastest first (SRE Workbook, table 5-8)" }),
    time_to_exhaustion_seconds: seconds(
      "Until the budget is spent if the last hour goes on: remaining × window ÷ burn; 0: it is; null: it does not burn faster than allowed, or is not known",
    ).nullable(),
  })
  .meta({ id: "ObjectiveStanding", description: "How an objective stands in one place" });
export type ObjectiveStandingContract = z.output<typeof objectiveStandingSchema>;

export const objectiveSchema = z
  .object({
    id: z.string(),
    kind: objectiveKindSchema,
    region: z.string().nullable().meta({ description: "null: every region without one of its own" }),
    service: z.string().nullable().meta({ description: "null: every service without one of its own" }),
    target: z.number(),
    target_unit: z.enum(["per cent", "ms", "ratio"]),
    window_days: z.int(),
    built_in: z.boolean().meta({ description: "May be changed in target and window, but not deleted" }),
    etag: z.string().meta({ description: "For If-Match" }),
    standing: objectiveStandingSchema
      .nullable()
      .meta({ description: "In its own scope, at `meta.as_of`; null: not assessed as it is now" }),
    parts: z.array(objectiveStandingSchema).meta({
      description: "Of one for everything: each region and each service that has none of its own",
    }),
  })
  .meta({ id: "Objective", description: "A service-level objective and how it stands" });
export type ObjectiveContract = z.output<typeof objectiveSchema>;

export const objectiveResponseSchema = successSchema(objectiveSchema);
export type ObjectiveResponse = z.infer<typeof objectiveResponseSchema>;
export const objectiveListResponseSchema = successSchema(z.array(objectiveSchema));
export type ObjectiveListResponse = z.infer<typeof objectiveListResponseSchema>;
