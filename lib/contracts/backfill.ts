import * as z from "zod";
import { BACKFILL_STATES } from "@/lib/domain/backfill";
import { METRIC_NAMES } from "@/lib/domain/metric";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { outgoingHeaderName, outgoingHeaderValue } from "./outgoing-headers";
import { textInput, timeInput, webUrlInput } from "./text";

const MAX_NAME = 120;
const MAX_URL = 2_000;
const MAX_QUERY = 8_000;
const MAX_HEADERS = 20;
const MAX_LABEL = 100;

export const backfillSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(["engine", "file"]),
    subject: z
      .string()
      .meta({ description: "The engine's address, without query and credentials, or the file's name" }),
    has_headers: z.boolean().meta({ description: "Whether headers are sent; they are kept encrypted" }),
    demo: z.boolean(),
    state: z.enum(BACKFILL_STATES),
    from: isoTime("Start of the span; null: the file has not been read yet").nullable(),
    to: isoTime("End of the span").nullable(),
    step_seconds: z.number().nullable(),
    progress_percent: z.number().min(0).max(100).nullable(),
    eta_seconds: z
      .number()
      .nonnegative()
      .nullable()
      .meta({ description: "At its pace so far; null: not known, or over" }),
    points: z.int().meta({ description: "Values read from the source" }),
    rows: z.int().meta({ description: "Roll-up rows written" }),
    skipped_windows: z.int().meta({ description: "Windows of which something was known already" }),
    problem: z.string().nullable(),
    created_at: isoTime("When it was started"),
    created_by: z.string(),
    finished_at: isoTime("When it was over").nullable(),
  })
  .meta({ id: "Backfill", description: "An import of history" });
export type BackfillContract = z.infer<typeof backfillSchema>;

const expression = z.union([
  textInput.min(1).max(MAX_QUERY),
  z.strictObject({
    query: textInput.min(1).max(MAX_QUERY),
    companion: textInput.min(1).max(MAX_QUERY).nullable(),
  }),
]);
/** It is shown to those who may only read: whatever is secret belongs in a header. */
const engineUrl = webUrlInput
  .max(MAX_URL)
  .refine((text) => !/[?#]/.test(text), "holds a query or a fragment: use a header")
  .refine(
    (text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === "",
    "holds a credential: use a header",
  )
  .meta({ description: "Base URL; /api/v1/query_range is appended" });

const shared = { name: textInput.trim().min(1).max(MAX_NAME).optional() };
const engineBody = z.strictObject({
  ...shared,
  kind: z.literal("engine"),
  url: engineUrl,
  headers: z
    .record(outgoingHeaderName, outgoingHeaderValue)
    .refine((headers) => Object.keys(headers).length <= MAX_HEADERS, `at most ${MAX_HEADERS}`)
    .default({}),
  from: timeInput,
  to: timeInput.optional().meta({ description: "Default: now" }),
  step_seconds: z.int().min(10).max(86_400).default(60).meta({ description: "How far apart the data is" }),
  expressions: z
    .partialRecord(z.enum(METRIC_NAMES), expression)
    .optional()
    .meta({ description: "PromQL by canonical metric, with $by and $range; default: common names" }),
  region_label: textInput.min(1).max(MAX_LABEL).default("region"),
  service_label: textInput.min(1).max(MAX_LABEL).default("service"),
  latency_unit: z.enum(["s", "ms"]).default("s"),
});
const fileBody = z.strictObject({
  ...shared,
  kind: z.literal("file"),
  file: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,150}$/,
      "must be a file's name in the folder imports, without a path",
    )
    .meta({ description: "An upload's `file`, or the name of a file in DATA_DIR/imports" }),
});
export const startBackfillBodySchema = z.discriminatedUnion("kind", [engineBody, fileBody]);
export type StartBackfillBody = z.input<typeof startBackfillBodySchema>;
export type StartBackfillRequest = z.output<typeof startBackfillBodySchema>;

export const backfillListResponseSchema = successSchema(z.array(backfillSchema));
export type BackfillListResponse = z.infer<typeof backfillListResponseSchema>;
export const backfillResponseSchema = successSchema(backfillSchema);
export const uploadedFileSchema = z.object({ file: z.string(), bytes: z.int() });
