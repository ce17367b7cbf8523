import { z } from "zod";

/** One series of an answer; a value that is no finite number is null. */
export interface QuerySeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly QueryPoint[];
}
export interface QueryPoint {
  readonly timeMs: number;
  readonly value: number | null;
}

const MS_PER_SECOND = 1_000;
const NUMBER = /^(NaN|[+-]?Inf|[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)$/;

const pointSchema = z.unknown().transform((raw, { addIssue }): QueryPoint => {
  const point = pointOf(raw);
  if (typeof point !== "string") return point;
  addIssue(point);
  return z.NEVER;
});
/** A range has thousands of points a series: they are checked in one go. */
const pointsSchema = z.custom<unknown[]>(Array.isArray, "is no list").transform((list, { addIssue }) => {
  const points: QueryPoint[] = [];
  for (let at = 0; at < list.length; at++) {
    const point = pointOf(list[at]);
    if (typeof point !== "string") points.push(point);
    else {
      addIssue({ code: "custom", message: point, path: [at] });
      return z.NEVER;
    }
  }
  return points;
});

/** `[seconds, "value"]`, or what is wrong with it. */
function pointOf(raw: unknown): QueryPoint | string {
  if (!Array.isArray(raw) || raw.length !== 2) return "is no pair of time and value";
  const [seconds, text] = raw as readonly unknown[];
  if (typeof seconds !== "number") return "has a time that is no number";
  if (typeof text !== "string" || !NUMBER.test(text)) return "has a value that is no number";
  const value = Number(text);
  return { timeMs: Math.round(seconds * MS_PER_SECOND), value: Number.isFinite(value) ? value : null };
}
const labelsSchema = z.record(z.string(), z.string());

const dataSchema = z.discriminatedUnion("resultType", [
  z.object({
    resultType: z.literal("vector"),
    result: z.array(z.object({ metric: labelsSchema, value: pointSchema })),
  }),
  z.object({
    resultType: z.literal("matrix"),
    result: z.array(z.object({ metric: labelsSchema, values: pointsSchema })),
  }),
  z.object({ resultType: z.literal("scalar"), result: pointSchema }),
]);

/** The envelope of Prometheus' HTTP query API. Errors have it as well, with another status. */
export const queryAnswerSchema = z.discriminatedUnion("status", [
  z.object({ status: z.literal("success"), data: dataSchema }),
  z.object({ status: z.literal("error"), errorType: z.string().default(""), error: z.string().default("") }),
]);

/** The series of a success, whatever its shape. */
export function seriesOf(data: z.output<typeof dataSchema>): QuerySeries[] {
  switch (data.resultType) {
    case "vector":
      return data.result.map(({ metric, value }) => ({ labels: metric, points: [value] }));
    case "matrix":
      return data.result.map(({ metric, values }) => ({ labels: metric, points: values }));
    case "scalar":
      return [{ labels: {}, points: [data.result] }];
    default:
      return data satisfies never;
  }
}
