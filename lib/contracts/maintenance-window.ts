import * as z from "zod";
import { MOST_MINUTES, WINDOW_REPEATS } from "@/lib/domain/maintenance-window";
import { isTimeZone } from "@/lib/domain/time-zone";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { textInput } from "./text";

const MAX_NAME = 80;
const MAX_VALUE = 200;
const MAX_NAMED = 100;
const MAX_LABELS = 20;

const WALL_TIME = /^20\d\d-\d\d-\d\dT\d\d:\d\d$/;
/** A day that no calendar has is read as another one. */
function isWallTime(text: string): boolean {
  const timeMs = WALL_TIME.test(text) ? Date.parse(`${text}Z`) : NaN;
  return !Number.isNaN(timeMs) && new Date(timeMs).toISOString().startsWith(text);
}

const named = (description: string) =>
  z.array(textInput.min(1).max(MAX_VALUE)).max(MAX_NAMED).default([]).meta({ description });

export const maintenanceWindowBodySchema = z
  .strictObject({
    name: textInput.trim().min(1).max(MAX_NAME),
    repeat: z.enum(WINDOW_REPEATS).default("once"),
    time_zone: textInput
      .trim()
      .refine(isTimeZone, "is no time zone known here; write one such as Europe/Dublin")
      .meta({ description: "IANA name; its clock says when each one starts" }),
    starts_at: z.string().refine(isWallTime, "is no date and time such as 2026-11-29T02:30").meta({
      description:
        "What that clock shows at the start of the first one, such as 2026-11-29T02:30; a weekly one is on its day of the week",
    }),
    duration_minutes: z.int().min(1).max(MOST_MINUTES.once).meta({
      description:
        "Of time that passes, whatever clocks do meanwhile; at most 23 h daily, 6 d weekly, 30 d once",
      "x-unit": "minutes",
    }),
    regions: named("Codes of regions; none: all"),
    services: named("Names of services; none: all"),
    labels: z
      .record(textInput.min(1).max(MAX_VALUE), textInput.max(MAX_VALUE))
      .refine((labels) => Object.keys(labels).length <= MAX_LABELS, `are more than ${MAX_LABELS}`)
      .default({})
      .meta({ description: "Labels that a signal must have, all of them" }),
  })
  .refine(({ repeat, duration_minutes: minutes }) => minutes <= MOST_MINUTES[repeat], {
    path: ["duration_minutes"],
    message: "must be over before the next one begins: at most 1,380 daily, 8,640 weekly",
  })
  .meta({
    id: "SetMaintenanceWindow",
    description: "When work is done on something, so that what it brings opens no incident",
  });
export type MaintenanceWindowBody = z.infer<typeof maintenanceWindowBodySchema>;

export const maintenanceWindowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    repeat: z.enum(WINDOW_REPEATS),
    time_zone: z.string(),
    starts_at: z.string().meta({ description: "What the zone's clock shows at the start of the first one" }),
    duration_minutes: z.int().meta({ "x-unit": "minutes" }),
    regions: z.array(z.string()).meta({ description: "None: all" }),
    services: z.array(z.string()).meta({ description: "None: all" }),
    labels: z.record(z.string(), z.string()),
    next: z.array(z.object({ from: isoTime("Its start"), to: isoTime("Its end") })).meta({
      description: "The one that is on and those that come, soonest first, at most five; none: it is over",
    }),
    open: z.boolean().meta({ description: "It silences now" }),
    created_by: z.string(),
    etag: z.string().meta({ description: "For If-Match" }),
  })
  .meta({ id: "MaintenanceWindow" });
export type MaintenanceWindowContract = z.infer<typeof maintenanceWindowSchema>;

export const maintenanceWindowResponseSchema = successSchema(maintenanceWindowSchema);
export const maintenanceWindowListResponseSchema = successSchema(z.array(maintenanceWindowSchema));
