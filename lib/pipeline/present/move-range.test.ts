import { expect, it } from "vitest";
import { shiftRange, zoomOutRange } from "./move-range";

const MINUTE_MS = 60_000;
const minutes = (from: number, to: number) => ({ fromMs: from * MINUTE_MS, toMs: to * MINUTE_MS });

it.each([
  ["half of it earlier", [100, 160], -1, 1_000, [70, 130]],
  ["half of it later", [100, 160], 1, 1_000, [130, 190]],
  ["not past the present", [100, 160], 1, 170, [110, 170]],
  ["nowhere from the present", [100, 160], 1, 160, [100, 160]],
  ["nowhere from what lies ahead", [100, 160], 1, 150, [100, 160]],
] as const)("moves %s", (_name, [from, to], direction, now, [newFrom, newTo]) => {
  expect(shiftRange(minutes(from, to), direction, now * MINUTE_MS)).toEqual(minutes(newFrom, newTo));
});

it.each([
  ["around its middle", [100, 160], 1_000, [70, 190]],
  ["before the present", [100, 160], 170, [50, 170]],
  ["to at least a minute", [100, 100.25], 1_000, [99.625, 100.625]],
  ["not past five years", [-2_000_000, 0], 0, [-2_635_200, 0]],
  ["not at all of more", [-4_000_000, 0], 0, [-4_000_000, 0]],
] as const)("zooms out %s", (_name, [from, to], now, [newFrom, newTo]) => {
  expect(zoomOutRange(minutes(from, to), now * MINUTE_MS)).toEqual(minutes(newFrom, newTo));
});
