import * as z from "zod";
import {
  INCIDENT_CATEGORIES,
  INCIDENT_EVENT_KINDS,
  INCIDENT_ROLES,
  INCIDENT_SEVERITIES,
  INCIDENT_STATUSES,
  SIGNAL_SOURCES,
} from "@/lib/domain/incident";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { incidentLeadFields } from "./incident-leads";
import { MAX_PAGE } from "./page-query";
import { textInput } from "./text";

const DEFAULT_LIMIT = 100;
const MAX_NAME = 200;
const MAX_TITLE = 300;
const MAX_TEXT = 10_000;

export const incidentSeveritySchema = z.enum(INCIDENT_SEVERITIES).meta({ id: "IncidentSeverity" });
export const incidentStatusSchema = z.enum(INCIDENT_STATUSES).meta({ id: "IncidentStatus" });
const categorySchema = z.enum(INCIDENT_CATEGORIES).meta({ id: "IncidentCategory" });
const maybeTime = (description: string) => isoTime(description).nullable();

const incidentFields = {
  id: z.string(),
  number: z.int().positive().meta({ description: "As people call it" }),
  title: z.string(),
  description: z.string().nullable(),
  severity: incidentSeveritySchema.meta({ description: "The worst of its signals, or as a person set it" }),
  status: incidentStatusSchema,
  category: categorySchema,
  region: z.string().nullable().meta({ description: "Where its cause is; null: everywhere, or not known" }),
  service: z.string().nullable().meta({ description: "null: the region as a whole" }),
  created_at: isoTime("When it was detected"),
  updated_at: isoTime("Of its newest change"),
  impact_start: maybeTime("When users began to feel it; null: so far it is only foretold"),
  impact_end: maybeTime("null: they do, or never did"),
  acknowledged_at: maybeTime("null: nobody did"),
  acknowledged_by: z.string().nullable(),
  assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
  roles: z.partialRecord(z.enum(INCIDENT_ROLES), z.string()),
  resolved_at: maybeTime("null: it is not"),
  resolved_by: z.string().nullable(),
  affected_services: z.array(z.string()),
  affected_regions: z.array(z.string()),
  firing_signals: z.int().nonnegative(),
  estimated_users_affected: z.number().nullable().meta({
    description:
      "Now, an estimate: active users × the share of requests that fail or frustrate above the usual",
  }),
  money_at_risk_per_minute_low: z.number().nullable(),
  money_at_risk_per_minute_high: z
    .number()
    .nullable()
    .meta({ description: "Now, an estimate, in `meta.currency`; null: over, or nobody knows" }),
  impact_assessment: z.string().meta({ description: "The same in a sentence" }),
  root_cause: z.string().nullable(),
  resolution_steps: z.array(z.string()).meta({ description: "What resolved it" }),
  merged_into: z.string().nullable().meta({ description: "The incident that it turned out to be a part of" }),
  quiet_since: maybeTime("Since when nothing of it fires"),
  version: z.int().positive(),
  demo: z.boolean(),
};

export const incidentSchema = z
  .object(incidentFields)
  .meta({ id: "Incident", description: "One cause, and all that was said of it" });
export type IncidentContract = z.output<typeof incidentSchema>;

const signalSchema = z
  .object({
    id: z.string(),
    source: z.enum(SIGNAL_SOURCES),
    key: z.string().meta({ description: "Of a prediction or an anomaly its id" }),
    title: z.string(),
    description: z.string().nullable(),
    severity: incidentSeveritySchema,
    region: z.string().nullable(),
    service: z.string().nullable(),
    labels: z.record(z.string(), z.string()),
    url: z.string().nullable(),
    started_at: isoTime("As its source says"),
    ended_at: maybeTime("null: it fires"),
  })
  .meta({ id: "IncidentSignal", description: "One source's word that something is wrong" });

const eventSchema = z
  .object({
    id: z.string(),
    kind: z.enum(INCIDENT_EVENT_KINDS),
    at: isoTime("When it happened"),
    recorded_at: isoTime("When it was written down"),
    actor: z.string(),
    text: z.string(),
  })
  .meta({ id: "IncidentEvent" });

const totalsSchema = z
  .object({
    minutes: z
      .number()
      .nonnegative()
      .meta({ description: "From the start of its impact to the end of it, or now" }),
    known_minutes: z.number().nonnegative().meta({
      description: "Of them those that money is known for: from when it was told of, of cycles that ran",
    }),
    users_peak: z.number().nullable().meta({ description: "Most users affected at a time, an estimate" }),
    money_low: z.number().nullable(),
    money_high: z
      .number()
      .nullable()
      .meta({ description: "Money lost over the known minutes, an estimate; null: not known" }),
    currency: z.string().nullable(),
  })
  .meta({ id: "IncidentTotals", description: "What it has cost; null: users never felt it" });

export const incidentDetailSchema = z
  .object({
    ...incidentFields,
    totals: totalsSchema.nullable(),
    signals: z.array(signalSchema),
    timeline: z.array(eventSchema),
    ...incidentLeadFields,
  })
  .meta({ id: "IncidentDetail" });
export type IncidentDetailContract = z.output<typeof incidentDetailSchema>;

export const incidentParamsSchema = z.object({ id: textInput.min(1).max(MAX_NAME) });

const name = textInput.trim().min(1).max(MAX_NAME);
const text = textInput.trim().min(1).max(MAX_TEXT);

export const listIncidentsQuerySchema = z.strictObject({
  status: z.enum(["active", "resolved", "all"]).default("active"),
  severity: incidentSeveritySchema.optional(),
  region: name.optional(),
  service: name.optional(),
  assignee: name.optional().meta({ description: "The id of a person" }),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_LIMIT),
  cursor: z
    .string()
    .regex(/^\d{1,15}\.[\da-z-]{1,64}$/, "is not one that an answer gave")
    .transform((cursor) => {
      const [detectedMs, id] = cursor.split(".") as [string, string];
      return { detectedMs: Number(detectedMs), id };
    })
    .optional()
    .meta({ description: "`meta.next_cursor` of the page before" }),
});

export const openIncidentBodySchema = z.strictObject({
  title: textInput.trim().min(1).max(MAX_TITLE),
  description: text.nullable().default(null),
  severity: incidentSeveritySchema.default("high"),
  category: categorySchema.default("other"),
  region: name.nullable().default(null),
  service: name.nullable().default(null),
});
export type OpenIncidentBody = z.input<typeof openIncidentBodySchema>;

export const editIncidentBodySchema = z
  .strictObject({
    title: textInput.trim().min(1).max(MAX_TITLE),
    description: text.nullable(),
    severity: incidentSeveritySchema,
    category: categorySchema,
    impact_start: z.iso.datetime().nullable(),
    impact_end: z.iso.datetime().nullable(),
    root_cause: text.nullable(),
    roles: z.partialRecord(z.enum(INCIDENT_ROLES), name),
  })
  .partial()
  .meta({ description: "What is not named stays as it is; what is set, signals do not change any more" });
export type EditIncidentBody = z.input<typeof editIncidentBodySchema>;

export const resolveIncidentBodySchema = z.strictObject({
  reason: text.nullable().default(null).meta({ description: "Needed while a signal of it fires" }),
  root_cause: text.nullable().optional(),
  resolution: text.nullable().optional(),
});
export const resolvedIncidentSchema = z
  .object({ incident_id: z.string(), resolved_at: isoTime("When") })
  .meta({ id: "ResolvedIncident" });
export type ResolvedIncidentContract = z.output<typeof resolvedIncidentSchema>;
export const assignIncidentBodySchema = z.strictObject({ assignee_id: name.nullable() });
export const incidentStatusBodySchema = z.strictObject({
  status: z.enum(["investigating", "identified", "monitoring"]),
  text: text.nullable().default(null).meta({ description: "What others should know" }),
});
export const noteIncidentBodySchema = z.strictObject({
  text,
  at: z.iso.datetime().nullable().default(null).meta({ description: "When it happened; null: now" }),
});
export const reopenIncidentBodySchema = z.strictObject({ reason: text.nullable().default(null) });
export const noBodySchema = z.strictObject({});

export const incidentListResponseSchema = successSchema(z.array(incidentSchema));
export type IncidentListResponse = z.infer<typeof incidentListResponseSchema>;
export const incidentDetailResponseSchema = successSchema(incidentDetailSchema);
export type IncidentDetailResponse = z.infer<typeof incidentDetailResponseSchema>;
/** Markdown. */
export const postmortemSchema = z.string();
export const resolvedIncidentResponseSchema = successSchema(resolvedIncidentSchema);
