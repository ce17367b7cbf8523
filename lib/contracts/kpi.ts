import * as z from "zod";
import { BUSINESS_METRICS } from "@/lib/domain/business-figure";
import { metricDefinition } from "@/lib/domain/metric";
import { successSchema } from "./envelope";
import { textInput, timeInput } from "./text";

const MAX_FIGURES = 1_000;
const MAX_NAME = 100;
/** Nanoseconds, in which figures are passed on, end in 2262. */
const LATEST_MS = Date.UTC(2262, 0);
const name = textInput.trim().min(1).max(MAX_NAME);

const figureSchema = z
  .strictObject({
    metric: z.enum(BUSINESS_METRICS),
    value: z.number().nonnegative().meta({
      description:
        "revenue (reporting currency), orders, new_customers: the amount since the figure before; satisfaction, retained_customers: a ratio 0–1",
    }),
    region: name,
    service: name.nullable().default(null).meta({ description: "null: of the region as a whole" }),
    time: timeInput
      .refine((text) => Date.parse(text) < LATEST_MS, "is after 2261")
      .transform((text) => Date.parse(text))
      .meta({
        description: "The moment it is of; at most 24 h old, and in order but for 10 minutes (ISO 8601)",
      }),
  })
  .refine(({ metric, value }) => metricDefinition(metric).kind !== "ratio" || value <= 1, {
    path: ["value"],
    message: "is a ratio: 0 to 1",
  });

export const recordKpisBodySchema = z
  .strictObject({
    figures: z.array(figureSchema).min(1).max(MAX_FIGURES),
    register_regions: z.boolean().default(false).meta({
      description: "Makes a region known that never was; otherwise it is refused by name",
    }),
  })
  .meta({ id: "RecordKpis", description: "Business figures" });
export type RecordKpisBody = z.output<typeof recordKpisBodySchema>;

export const kpiReceiptSchema = z
  .object({
    id: z.string(),
    state: z.enum(["counted", "waiting"]).meta({
      description:
        "counted: in the ingest log and the figures; waiting: kept, and counted once an ingester is there",
    }),
    counted: z.int().nullable().meta({ description: "Figures that count; null while waiting" }),
    refused: z.record(z.string(), z.int()).meta({ description: "Figures that do not, by reason" }),
    ignored: z
      .record(z.string(), z.int())
      .meta({ description: "Figures that change nothing, such as duplicates" }),
  })
  .meta({ id: "KpiReceipt", description: "What became of business figures" });
export type KpiReceiptContract = z.infer<typeof kpiReceiptSchema>;

export const kpiReceiptResponseSchema = successSchema(kpiReceiptSchema);
