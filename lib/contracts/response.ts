import * as z from "zod";
import { INCIDENT_CATEGORIES, SIGNAL_SOURCES } from "@/lib/domain/incident";
import { PREDICTION_KINDS } from "@/lib/domain/prediction";
import {
  DEFAULT_APPROVE_WITHIN_MS,
  DEFAULT_LIMITS,
  DEFAULT_VERIFY_WITHIN_MS,
  RESPONSE_ACTIONS,
  RESPONSE_MODES,
  RUN_STATES,
  type RateLimit,
} from "@/lib/domain/response";
import { MINUTE_MS } from "@/lib/domain/window";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { incidentSeveritySchema } from "./incident";
import { MAX_PAGE } from "./page-query";
import { textInput, timeInput } from "./text";

/** Automated responses: policies, the ledger of what was done, the stop switch and the freeze windows. */

const DEFAULT_LIMIT = 100;
const MAX_NAME = 200;
const MAX_TEXT = 2_000;
const MAX_LIST = 100;
const MAX_ACTIONS = 5;
const MAX_FREEZES = 200;
const MOST_PER_HOUR = 60;
const MOST_MINUTES = 1_440;
const LAST_HOUR = 24;

const name = textInput.trim().min(1).max(MAX_NAME);
const names = (description: string) => z.array(name).max(MAX_LIST).default([]).meta({ description });
const minutes = z.number().min(1).max(MOST_MINUTES);
const maybeTime = (description: string) => isoTime(description).nullable();

const actionSchema = z
  .strictObject({
    action: z.enum(RESPONSE_ACTIONS),
    share: z.number().gt(0).max(1).nullable().default(null).meta({
      description: "Of servers to add, requests to turn away or traffic to move, 0–1; null for other actions",
    }),
    to_region: name.nullable().default(null).meta({ description: "Of shift-traffic; null: all others" }),
  })
  .meta({ id: "ResponseAction" });

const rateSchema = ({ perHour, cooldownMs }: RateLimit) =>
  z.strictObject({
    per_hour: z.int().min(1).max(MOST_PER_HOUR).default(perHour),
    cooldown_minutes: z
      .number()
      .min(0)
      .max(MOST_MINUTES)
      .default(cooldownMs / MINUTE_MS),
  });

const hour = z.int().min(0).max(LAST_HOUR);
const policyShape = {
  name,
  enabled: z.boolean().default(true),
  mode: z.enum(RESPONSE_MODES).default("suggest").meta({
    description:
      "suggest: a person may start it; approve: a person is asked, for a time; auto: it starts within its limits",
  }),
  match: z
    .strictObject({
      sources: z.array(z.enum(SIGNAL_SOURCES)).default([]),
      prediction_kinds: z.array(z.enum(PREDICTION_KINDS)).default([]),
      min_probability: z
        .number()
        .min(0)
        .max(1)
        .default(0)
        .meta({ description: "Of signals that are predictions, calibrated" }),
      categories: z.array(z.enum(INCIDENT_CATEGORIES)).default([]),
      min_severity: incidentSeveritySchema.default("info"),
      regions: names("Empty: any"),
      services: names("Empty: any, and regions as a whole"),
      hours: z
        .strictObject({ from_hour: hour, to_hour: hour })
        .nullable()
        .default(null)
        .meta({ description: "Of the day in UTC, from inclusive, to exclusive; null: at any time" }),
    })
    .prefault({})
    .meta({ description: "Which incidents; an empty list: any" }),
  actions: z
    .array(actionSchema)
    .min(1)
    .max(MAX_ACTIONS)
    .meta({ description: "In order: the next one is for when the one before did not help" }),
  limits: z
    .strictObject({
      action: rateSchema(DEFAULT_LIMITS.action)
        .prefault({})
        .meta({ description: "Of the same action, wherever" }),
      scope: rateSchema(DEFAULT_LIMITS.scope)
        .prefault({})
        .meta({ description: "Of any action at the same place" }),
      capacity_share: z
        .number()
        .gt(0)
        .max(1)
        .default(DEFAULT_LIMITS.capacityShare)
        .meta({ description: "Most of all servers that may be touched at a time, 0–1" }),
    })
    .prefault({})
    .meta({ description: "Never more than one region at a time, besides" }),
  approve_within_minutes: minutes.default(DEFAULT_APPROVE_WITHIN_MS / MINUTE_MS),
  verify_within_minutes: minutes.default(DEFAULT_VERIFY_WITHIN_MS / MINUTE_MS).meta({
    description: "By when telemetry that came in later has to show that it helped",
  }),
};

export const responsePolicyBodySchema = z.strictObject(policyShape).meta({ id: "SetResponsePolicy" });
export type ResponsePolicyBody = z.output<typeof responsePolicyBodySchema>;

export const responsePolicySchema = z
  .object({ id: z.string(), ...policyShape, etag: z.string().meta({ description: "For If-Match" }) })
  .meta({ id: "ResponsePolicy", description: "Which incidents are answered with which actions" });
export type ResponsePolicyContract = z.output<typeof responsePolicySchema>;

const figure = z.number().nullable();
const figuresSchema = z
  .object({
    newest_sample_at: maybeTime("Of the newest sample behind them"),
    requests_per_second: figure,
    error_rate: figure,
    latency_p99: figure.meta({ "x-unit": "ms" }),
    cpu: figure.meta({ description: "This and the next three: ratios 0–1" }),
    memory: figure,
    disk: figure,
    connections: figure,
    servers: figure,
  })
  .meta({ id: "ResponseTargetFigures" });

const runShape = {
  id: z.string(),
  policy: z.object({ id: z.string(), name: z.string() }).meta({ description: "As it was called then" }),
  mode: z.enum(RESPONSE_MODES),
  incident_id: z.string(),
  region: z.string(),
  service: z.string().nullable().meta({ description: "null: the region as a whole" }),
  action: actionSchema,
  change: z.string().meta({ description: "What it does, in words" }),
  undoable: z.boolean(),
  state: z.enum(RUN_STATES).meta({
    description:
      "unknown: it was interrupted between start and answer; a person settles it, it is never repeated",
  }),
  reason: z.string().meta({ description: "The signal that it answers" }),
  held_by: z.string().nullable().meta({ description: "The limit that keeps it from starting by itself" }),
  created_at: isoTime("When it was thought of"),
  expires_at: maybeTime("When nobody is asked any more"),
  decided_by: z.string().nullable(),
  decided_at: maybeTime("When it was let start, or denied"),
  executed_at: maybeTime("When its executor was asked"),
  verify_by: maybeTime("By when telemetry has to show that it helped"),
  ended_at: maybeTime("null: it is not over"),
  capacity_share: figure.meta({ description: "Of all servers, how many it touches, 0–1" }),
  request: z.unknown().meta({ description: "As it was sent" }),
  answer: z.unknown().meta({ description: "As its executor gave it" }),
  before: figuresSchema.nullable(),
  after: figuresSchema.nullable(),
  outcome: z.string().nullable(),
  demo: z.boolean(),
};
export const responseRunSchema = z
  .object(runShape)
  .meta({ id: "AutomatedResponse", description: "A line of the ledger: one action for one incident" });
export type ResponseRunContract = z.input<typeof responseRunSchema>;

export const dryRunSchema = z
  .object({
    response: responseRunSchema,
    change: z.string(),
    expected: z.string().meta({ description: "What it should come to" }),
    executor: z.string().nullable().meta({ description: "null: nothing here carries actions out" }),
    request: z.unknown().meta({ description: "What would be sent" }),
    target: figuresSchema.nullable().meta({ description: "Now" }),
    capacity_share: figure,
    allowed: z.boolean(),
    refused_by: z.object({ limit: z.string(), text: z.string() }).nullable(),
    remaining: z
      .object({ action_runs: z.int(), scope_runs: z.int(), capacity_share: z.number() })
      .nullable()
      .meta({ description: "Of the limits, after it; null: one forbids it" }),
  })
  .meta({ id: "ResponseDryRun", description: "What would happen; nothing does" });
export type DryRunContract = z.input<typeof dryRunSchema>;

export const responseParamsSchema = z.object({ id: name });
export const listResponsesQuerySchema = z.strictObject({
  incident: name.optional().meta({ description: "Its id" }),
  state: z.enum(RUN_STATES).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_LIMIT),
  cursor: z
    .string()
    .regex(/^\d{1,15}\.[\da-z-]{1,64}$/, "is not one that an answer gave")
    .transform((cursor) => {
      const [createdMs, id] = cursor.split(".") as [string, string];
      return { createdMs: Number(createdMs), id };
    })
    .optional()
    .meta({ description: "`meta.next_cursor` of the page before" }),
});
export const denyResponseBodySchema = z.strictObject({
  reason: textInput.trim().min(1).max(MAX_TEXT).nullable().default(null),
});
export const settleResponseBodySchema = z.strictObject({
  happened: z.boolean().meta({ description: "Whether it was carried out" }),
});

const settingsShape = {
  stopped: z.boolean().meta({ description: "Nothing starts while it is stopped" }),
  freezes: z
    .array(
      z
        .strictObject({
          name,
          from: timeInput,
          to: timeInput,
          weekly: z.boolean().default(false).meta({ description: "Each week from then on" }),
          regions: names("Empty: everywhere"),
        })
        .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
          path: ["to"],
          message: "must be after from",
        }),
    )
    .max(MAX_FREEZES),
};
export const responseSettingsBodySchema = z.strictObject(settingsShape).meta({ id: "SetResponseSettings" });
export type ResponseSettingsBody = z.output<typeof responseSettingsBodySchema>;
export const responseSettingsSchema = z
  .object({ ...settingsShape, etag: z.string().meta({ description: "For If-Match" }) })
  .meta({ id: "ResponseSettings", description: "The stop switch and the freeze windows" });
export type ResponseSettingsContract = z.output<typeof responseSettingsSchema>;

export const responsePolicyResponseSchema = successSchema(responsePolicySchema);
export const responsePolicyListResponseSchema = successSchema(z.array(responsePolicySchema));
export const responseRunResponseSchema = successSchema(responseRunSchema);
export const responseRunListResponseSchema = successSchema(z.array(responseRunSchema));
export const dryRunResponseSchema = successSchema(dryRunSchema);
export const responseSettingsResponseSchema = successSchema(responseSettingsSchema);
