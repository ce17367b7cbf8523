import { expect, test } from "vitest";
import type { ReliabilitySpanContract } from "@/lib/contracts/incident-reliability";
import { excludedText, lossText, reliabilityChart, reliabilityHeadline, timeText } from "./reliability-model";

const measure = (mean: number | null, change = {}) => ({
  ...{ incidents: mean === null ? 0 : 1, mean_seconds: mean, median_seconds: mean },
  ...{ excluded_not_felt: 0, excluded_not_done: 0, ...change },
});
const span = (change: Partial<ReliabilitySpanContract> = {}): ReliabilitySpanContract => ({
  ...{ from: "2026-11-16T00:00:00Z", to: "2026-11-23T00:00:00Z", incidents: 2, critical_incidents: 1 },
  ...{ impact_minutes: 180, known_minutes: 90, money_low: 1_000, money_high: 3_000, currency: "USD" },
  ...{ mttd: measure(60), mtta: measure(300), mttr: measure(1_200), ...change },
});
const plain = (text: string | undefined) => text?.replaceAll("\u2009", " ");

test("what there was, in a sentence", () => {
  const whole = { ...span(), weeks: [], unreadable_incidents: 0 };
  expect(plain(reliabilityHeadline(whole, 12))).toBe("2 incidents in 12 weeks, 3 h of impact.");
  expect(reliabilityHeadline({ ...whole, incidents: 0 }, 4)).toBe("No incident in 4 weeks.");
});

test("which incidents a time leaves out is said", () => {
  expect(excludedText(span(), "mttd")).toBe("Of 1");
  const left = { excluded_not_felt: 2, excluded_not_done: 1 };
  expect(excludedText(span({ mtta: measure(5, left) }), "mtta")).toBe("Of 1; left out: 2 that nobody felt, 1 that nobody acknowledged"); // prettier-ignore
  expect(excludedText(span({ mttr: measure(null, left) }), "mttr")).toMatch(/1 that go on$/);
  expect(timeText(null)).toBe("Not known");
});

test("money is a range of the time that is known, or nothing", () => {
  expect(plain(lossText(span())?.money)).toBe("$1k–$3k");
  expect(plain(lossText(span())?.note)).toBe("An estimate, of 90 min of 3 h");
  expect(lossText(span({ money_low: null }))).toBeNull();
});

test("lines have a point a week that is known, under round ticks", () => {
  const none = { mttd: measure(null), mtta: measure(null), mttr: measure(null) };
  const chart = reliabilityChart([span(), span(none), span({ mttr: measure(600) })])!;
  expect(chart.ticks.map(({ text }) => plain(text))).toEqual(["0 s", "5 min", "10 min", "15 min", "20 min"]);
  expect(chart.lines.map(({ points }) => points)).toEqual([
    [{ x: 0, y: 0.05 }, null, { x: 1, y: 0.05 }], // prettier-ignore
    [{ x: 0, y: 0.25 }, null, { x: 1, y: 0.25 }], // prettier-ignore
    [{ x: 0, y: 1 }, null, { x: 1, y: 0.5 }], // prettier-ignore
  ]);
  expect(reliabilityChart([span(none)])).toBeNull();
});
