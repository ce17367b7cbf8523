import * as z from "zod";
import { METRIC_NAMES } from "@/lib/domain/metric";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { outgoingHeaderName, outgoingHeaderValue } from "./outgoing-headers";
import { textInput, webUrlInput } from "./text";

const MAX_NAME = 80;
const MAX_URL = 2_000;
const MAX_HEADERS = 20;
const MAX_EXPRESSION = 8_000;
const MAX_SECONDS = 300;

const label = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "is no label name of PromQL");
const metricName = z.enum(METRIC_NAMES);
const expressionText = textInput.trim().min(1).max(MAX_EXPRESSION);

export const sourceExpressionSchema = z
  .strictObject({
    query: expressionText.meta({
      description:
        "PromQL by region and service. `$by`: the two labels; `$range`: four scrape intervals. A counter's per second, a total's now, a ratio 0–1, a histogram's buckets per second by le",
    }),
    companion: expressionText
      .nullable()
      .default(null)
      .meta({ description: "A ratio's weight; a histogram's sum per second" }),
  })
  .meta({ id: "SourceExpression", description: "How one metric is asked for" });

const settingsShape = {
  region_label: label.default("region").meta({ description: "The label that names the region" }),
  service_label: label.default("service").meta({ description: "The label that names the service" }),
  region: textInput
    .trim()
    .min(1)
    .max(MAX_NAME)
    .nullable()
    .default(null)
    .meta({ description: "The region of series that name none; null: they are left out" }),
  scrape_interval_seconds: z
    .number()
    .int()
    .min(1)
    .max(MAX_SECONDS)
    .default(15)
    .meta({ description: "How often the engine's own senders report" }),
  delay_seconds: z
    .number()
    .int()
    .min(0)
    .max(MAX_SECONDS)
    .default(10)
    .meta({ description: "A window is read this long after its end" }),
  latency_unit: z.enum(["s", "ms"]).default("s").meta({ description: "The unit of latency's le and sums" }),
  expressions: z
    .partialRecord(metricName, sourceExpressionSchema.nullable())
    .default({})
    .meta({ description: "What differs from the defaults; null: the metric is not asked for" }),
};

const bodyShape = {
  name: textInput.trim().min(1).max(MAX_NAME),
  url: webUrlInput
    .max(MAX_URL)
    .refine(
      (text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === "",
      "holds a credential: use a header",
    )
    .meta({ description: "Base URL; /api/v1/query is appended" }),
  headers: z
    .record(outgoingHeaderName, outgoingHeaderValue.nullable())
    .refine((headers) => Object.keys(headers).length <= MAX_HEADERS, `are more than ${MAX_HEADERS}`)
    .default({})
    .meta({ description: "Sent with each query; null keeps the value that is stored" }),
  enabled: z.boolean().default(true),
  ...settingsShape,
};

export const sourceBodySchema = z.strictObject(bodyShape);
export type SourceBody = z.infer<typeof sourceBodySchema>;
export const trySourceBodySchema = z.strictObject({
  ...bodyShape,
  id: textInput.min(1).nullable().default(null).meta({ description: "A source whose stored headers to use" }),
});
export type TrySourceBody = z.infer<typeof trySourceBodySchema>;

export const sourceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    header_names: z.array(z.string()).meta({ description: "Their values are never shown" }),
    enabled: z.boolean(),
    ...settingsShape,
    created_at: isoTime("When it was added"),
    created_by: z.string(),
    etag: z.string().meta({ description: "For If-Match" }),
  })
  .meta({ id: "Source", description: "A Prometheus-compatible engine that is read in place" });
export type SourceContract = z.infer<typeof sourceSchema>;

export const sourceStateSchema = z
  .object({
    status: z.enum(["disabled", "waiting", "live", "behind", "failing"]).meta({
      description:
        "`waiting`: not read yet; `behind`: more than a minute; `failing`: the newest attempt failed",
    }),
    last_read: isoTime("When it last answered; null: never").nullable(),
    read_to: isoTime("End of the newest window read, so its age is the lag; null: none").nullable(),
    took_ms: z.number().nullable(),
    series: z.number().nullable().meta({ description: "That the newest read got" }),
    error: z.string().nullable(),
    left_out: z.array(z.object({ metric: metricName.nullable(), reason: z.string() })),
  })
  .meta({ id: "SourceState", description: "How reading a source goes" });
export type SourceStateContract = z.infer<typeof sourceStateSchema>;

export const listedSourceSchema = sourceSchema
  .extend({ state: sourceStateSchema })
  .meta({ id: "ListedSource", description: "A source and how reading it goes" });
export type ListedSourceContract = z.infer<typeof listedSourceSchema>;

export const namedSourceStateSchema = z
  .object({ id: z.string(), name: z.string(), state: sourceStateSchema })
  .meta({ id: "NamedSourceState", description: "A source by name, and how reading it goes" });
export type NamedSourceStateContract = z.infer<typeof namedSourceStateSchema>;

export const triedMetricSchema = z
  .object({
    metric: metricName,
    query: z.string().meta({ description: "As the engine got it" }),
    companion: z.string().nullable(),
    took_ms: z.number(),
    error: z.string().nullable(),
    series: z.number().int(),
    left_out: z.number().int().meta({ description: "Series that name no usable region, or one too many" }),
    samples: z.array(
      z.object({
        region: z.string(),
        service: z.string().nullable(),
        le: z.string().nullable(),
        value: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: "TriedMetric", description: "What one metric's expression answers now" });
export type TriedMetricContract = z.infer<typeof triedMetricSchema>;

export const sourceListResponseSchema = successSchema(z.array(listedSourceSchema));
export const sourceStatesResponseSchema = successSchema(z.array(namedSourceStateSchema));
export const sourceResponseSchema = successSchema(sourceSchema);
export const trySourceResponseSchema = successSchema(z.array(triedMetricSchema));
