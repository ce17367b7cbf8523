import { expect, test } from "vitest";
import { fromFirstKnown, regularSeriesOf } from "./regular-series-of";
import { emptyBlock, writeSlot } from "./rollup-block";
import { MINUTE_MS } from "@/lib/domain/window";

const STEP_MS = 5 * MINUTE_MS;
const NOTHING = { min: null, max: null, last: null, p50: null, p95: null };

function block(
  blockMs: number,
  slots: Readonly<Record<number, { count: number; sum: number; p99: number | null }>>,
) {
  const payload = emptyBlock();
  for (const [slot, figures] of Object.entries(slots))
    writeSlot(payload, Number(slot), { ...NOTHING, ...figures });
  return { region: "eu", tierMs: STEP_MS, blockMs, payload };
}

test("windows fall into their places over blocks; what is not known is NaN, also a part without a whole", () => {
  const blocks = [
    block(0, { 58: { count: 2, sum: 1, p99: 9 }, 59: { count: 0, sum: 3, p99: null } }),
    block(60 * STEP_MS, { 1: { count: 4, sum: 1, p99: 7 } }),
  ];
  const span = { fromMs: 57 * STEP_MS, toMs: 62 * STEP_MS, stepMs: STEP_MS };
  const valuesOf = (figure: "mean" | "sum" | "p99") => [...regularSeriesOf(blocks, figure, span).values];
  expect(valuesOf("mean")).toEqual([NaN, 0.5, NaN, NaN, 0.25]);
  expect(valuesOf("sum")).toEqual([NaN, 1, 3, NaN, 1]);
  expect(valuesOf("p99")).toEqual([NaN, 9, NaN, NaN, 7]);
  const trimmed = fromFirstKnown(regularSeriesOf(blocks, "mean", span));
  expect([trimmed.startMs / STEP_MS, ...trimmed.values]).toEqual([58, 0.5, NaN, NaN, 0.25]);
});

test("of nothing there is an empty series", () => {
  const span = { fromMs: 0, toMs: 3 * STEP_MS, stepMs: STEP_MS };
  expect(fromFirstKnown(regularSeriesOf([], "mean", span)).values).toHaveLength(0);
});
