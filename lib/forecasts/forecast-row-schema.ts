import * as z from "zod";
import type { ForecastPoint } from "@/lib/domain/forecast";

/** More digits than a forecast knows, fewer bytes than a double writes. */
const STORED_DIGITS = 6;

/** Points as stored: columns, so that no name is written a thousand times. */
export const storedPointsSchema = z
  .object({
    timeMs: z.array(z.number()),
    median: z.array(z.number()),
    lower80: z.array(z.number()),
    upper80: z.array(z.number()),
    lower95: z.array(z.number()),
    upper95: z.array(z.number()),
  })
  .refine(
    ({ timeMs, ...columns }) => Object.values(columns).every(({ length }) => length === timeMs.length),
    "columns differ in length",
  );
export const STORED_COLUMNS = Object.keys(storedPointsSchema.shape);
type StoredPoints = z.infer<typeof storedPointsSchema>;

export const storedBacktestSchema = z
  .object({ meanAbsoluteError: z.number(), mase: z.number().nullable(), originCount: z.number() })
  .nullable();

export const storedMembersSchema = z.array(z.object({ name: z.string(), weight: z.number() }));

export function storedPoints(points: readonly ForecastPoint[]): StoredPoints {
  const column = (of: (point: ForecastPoint) => number) =>
    points.map((point) => Number(of(point).toPrecision(STORED_DIGITS)));
  return {
    timeMs: points.map(({ timeMs }) => timeMs),
    median: column(({ median }) => median),
    lower80: column(({ lower80 }) => lower80),
    upper80: column(({ upper80 }) => upper80),
    lower95: column(({ lower95 }) => lower95),
    upper95: column(({ upper95 }) => upper95),
  };
}

/** @throws ZodError on points that this version cannot read */
export function pointsOfStored(stored: unknown): ForecastPoint[] {
  return pointsOf(storedPointsSchema.parse(stored));
}

/** null: this version cannot read them. */
export function readablePoints(stored: unknown): ForecastPoint[] | null {
  const columns = storedPointsSchema.safeParse(stored);
  return columns.success ? pointsOf(columns.data) : null;
}

function pointsOf(columns: StoredPoints): ForecastPoint[] {
  return columns.timeMs.map((timeMs, index) => ({
    timeMs,
    median: columns.median[index],
    lower80: columns.lower80[index],
    upper80: columns.upper80[index],
    lower95: columns.lower95[index],
    upper95: columns.upper95[index],
  }));
}
