import { expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { latencyHistogram } from "@/lib/testing/latency-histogram";
import {
  emptyPack,
  figureKey,
  LEAST_P99_REQUESTS,
  nextPack,
  packedFigure,
  packStart,
  PACK_SLOTS,
  unpackSeries,
  writePack,
  type PackFigure,
} from "./series-pack";

const STEP_MS = 5 * MINUTE_MS;
const slower: PackFigure = { kind: "slower", thanMs: 100 };
const latency = (counts: Readonly<Record<number, number>>) => ({
  ...{ count: 0, sum: 0, histogram: latencyHistogram(counts) },
});

test("a gauge is its mean; without samples nothing is known", () => {
  expect(packedFigure({ kind: "mean" }, { count: 4, sum: 1, histogram: null })).toBe(0.25);
  expect(packedFigure({ kind: "mean" }, { count: 0, sum: 0, histogram: null })).toBeNaN();
});

test("a counter is its sum, also of none, a distribution also how many it has; one service's figures are kept apart from all services'", () => {
  const of = (kind: "sum" | "count") => packedFigure({ kind }, { count: 4, sum: 9, histogram: null });
  expect([of("sum"), of("count")]).toEqual([9, 4]);
  expect(packedFigure({ kind: "sum" }, { count: 4, sum: 0, histogram: null })).toBe(0);
  const keys = (["services", "region", { service: "cart" }, { service: "shop" }] as const).map((each) =>
    figureKey({ kind: "mean" }, each),
  );
  expect(keys).toEqual(["mean", "mean", "mean of cart", "mean of shop"]);
});

test("a percentile of few requests is not known, and never 0", () => {
  const p99 = (of: Parameters<typeof packedFigure>[1]) => packedFigure({ kind: "p99" }, of);
  expect(p99(latency({ 50: LEAST_P99_REQUESTS }))).toBeCloseTo(50, -1);
  expect(p99(latency({ 50: LEAST_P99_REQUESTS - 1 }))).toBeNaN();
  expect(p99(latency({}))).toBeNaN();
  expect(p99({ count: 5, sum: 9, histogram: null })).toBeNaN();
});

test("the share of slow requests, however few there are; of none there is no share", () => {
  expect(packedFigure(slower, latency({ 50: 3, 400: 1 }))).toBeCloseTo(0.25, 9);
  expect(packedFigure(slower, latency({ 50: 3 }))).toBe(0);
  expect(packedFigure(slower, latency({}))).toBeNaN();
});

test("windows come back where they were, over packs and outside of them", () => {
  const packs = [0, PACK_SLOTS * STEP_MS].map((blockMs) => ({ blockMs, payload: emptyPack() }));
  writePack(packs[0]!.payload, PACK_SLOTS - 1, 7);
  writePack(packs[1]!.payload, 1, 9);
  const span = { fromMs: (PACK_SLOTS - 2) * STEP_MS, toMs: (PACK_SLOTS + 3) * STEP_MS };
  expect([...unpackSeries(packs, span, STEP_MS).values]).toEqual([NaN, 7, NaN, 9, NaN]);
  expect(packStart(span.fromMs, STEP_MS)).toBe(0);
});

const CHUNK_MS = 6 * HOUR_MS;
const hours = (from: number, to: number) => ({ fromMs: from * HOUR_MS, toMs: to * HOUR_MS });
test.each([
  ["nothing yet: back from the end", null, hours(0, 24), [hours(18, 24), hours(18, 24)]],
  ["the newest first, with what may still change", hours(0, 24), hours(0, 25), [hours(22, 25), hours(0, 25)]],
  ["not all at once", hours(0, 24), hours(0, 48), [hours(22, 30), hours(0, 30)]],
  ["never before where it began", hours(23, 24), hours(0, 25), [hours(23, 25), hours(23, 25)]],
  ["then back", hours(8, 25), hours(0, 25), [hours(2, 8), hours(2, 25)]],
  ["to the beginning and no further", hours(2, 25), hours(0, 20), [hours(0, 2), hours(0, 25)]],
  ["all is there", hours(0, 25), hours(3, 20), null],
  ["long ago: anew", hours(0, 25), hours(30, 40), [hours(34, 40), hours(34, 40)]],
])("what to pack next: %s", (_name, packed, wanted, next) => {
  const [chunk, then] = next ?? [];
  expect(nextPack(packed, wanted, CHUNK_MS)).toEqual(next && { chunk, packed: then });
});
