import * as z from "zod";
import { DAY_MS } from "@/lib/domain/window";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { timeParameter } from "./metrics-history";

const MOST_DAYS = 800;
const DEFAULT_MS = 84 * DAY_MS;

export const incidentReliabilityQuerySchema = z
  .strictObject({
    from: timeParameter("Default: twelve weeks before `to`"),
    to: timeParameter("Default: now"),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ["from"],
    message: "must be before to",
  })
  .refine(({ from, to }) => from === undefined || (to ?? from + DEFAULT_MS) - from <= MOST_DAYS * DAY_MS, {
    path: ["from"],
    message: `must be at most ${MOST_DAYS} days before to`,
  });

const seconds = z.number().nonnegative().nullable().meta({ "x-unit": "s" });
const measureSchema = z
  .object({
    incidents: z.int().nonnegative().meta({ description: "So many it is made of" }),
    mean_seconds: seconds,
    median_seconds: seconds,
    excluded_not_felt: z
      .int()
      .nonnegative()
      .meta({ description: "Left out: nobody felt them, so there is no start to count from" }),
    excluded_not_done: z
      .int()
      .nonnegative()
      .meta({ description: "Left out: it has not happened, or not yet" }),
  })
  .meta({
    id: "ReliabilityMeasure",
    description: "From the start of impact on; what happened before it took no time",
  });

const spanShape = {
  from: isoTime("Start"),
  to: isoTime("End"),
  incidents: z.int().nonnegative().meta({ description: "Detected in it; parts of others are not counted" }),
  critical_incidents: z.int().nonnegative(),
  impact_minutes: z
    .number()
    .nonnegative()
    .meta({ description: "Of each incident its own, added: two at once count twice" }),
  known_minutes: z.number().nonnegative().meta({ description: "Of them those that money is known for" }),
  money_low: z.number().nullable(),
  money_high: z
    .number()
    .nullable()
    .meta({ description: "Lost over the known minutes, an estimate; null: not known" }),
  currency: z.string().nullable(),
  mttd: measureSchema.meta({ description: "To detection" }),
  mtta: measureSchema.meta({ description: "To acknowledgement" }),
  mttr: measureSchema.meta({ description: "To mitigation: the end of impact" }),
};

const reliabilitySpanSchema = z.object(spanShape).meta({ id: "ReliabilitySpan" });
export type ReliabilitySpanContract = z.output<typeof reliabilitySpanSchema>;

export const incidentReliabilitySchema = z
  .object({
    ...spanShape,
    weeks: z
      .array(reliabilitySpanSchema)
      .meta({ description: "From Monday in UTC, oldest first; the outer ones may be cut" }),
    unreadable_incidents: z.int().nonnegative().meta({ description: "Damaged and left out" }),
  })
  .meta({ id: "IncidentReliability", description: "How often, how long and how dearly things broke" });
export type IncidentReliabilityContract = z.output<typeof incidentReliabilitySchema>;
export const incidentReliabilityResponseSchema = successSchema(incidentReliabilitySchema);
