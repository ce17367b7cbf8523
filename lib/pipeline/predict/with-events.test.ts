import { expect, test } from "vitest";
import { HOUR_MS } from "@/lib/domain/window";
import { withEvents } from "./with-events";

const hour = (index: number, median = 0.5) => ({
  ...{ timeMs: index * HOUR_MS, median, lower80: median - 0.1, upper80: median + 0.1 },
  ...{ lower95: median - 0.2, upper95: median + 0.2 },
});
const event = (from: number, to: number, trafficChangeRatio: number) => ({
  ...{ fromMs: from * HOUR_MS, toMs: to * HOUR_MS, trafficChangeRatio },
});
const medians = (events: readonly ReturnType<typeof event>[], most: number | null = null) =>
  withEvents(
    [0, 1, 2, 3].map((index) => hour(index)),
    events,
    { stepMs: HOUR_MS, most },
  ).map(({ median }) => median);

test.each([
  ["none changes nothing", [], null, [0.5, 0.5, 0.5, 0.5]],
  ["its hours alone", [event(1, 3, 1)], null, [0.5, 1, 1, 0.5]],
  ["a part of an hour in proportion", [event(1.5, 2, 1)], null, [0.5, 0.75, 0.5, 0.5]],
  ["two at once multiply", [event(0, 2, 1), event(1, 2, -0.5)], null, [1, 0.5, 0.5, 0.5]],
  ["a ratio stays one", [event(0, 1, 3)], 1, [1, 0.5, 0.5, 0.5]],
])("what events do to a forecast: %s", (_, events, most, expected) => {
  expect(medians(events, most)).toEqual(expected);
});

test("the bands go with the median", () => {
  const [point] = withEvents([hour(0)], [event(0, 1, 1)], { stepMs: HOUR_MS, most: null });
  expect(point).toEqual({ timeMs: 0, median: 1, lower80: 0.8, upper80: 1.2, lower95: 0.6, upper95: 1.4 });
});
