import { expect, test } from "vitest";
import type { KnownEvent } from "@/lib/domain/known-event";
import { riskWords } from "./capacity-words";

const event = (from: string, to: string): KnownEvent => ({
  ...{ id: "e", version: 1, name: "Sale", regions: [], trafficChangeRatio: 0.3, like: null },
  ...{ measurement: null, createdMs: 0 },
  ...{ fromMs: Date.parse(from), toMs: Date.parse(to) },
});

test("a known event that is planned like an earlier one says when that was measured, and its range", () => {
  const like = { eventId: "b", fromMs: Date.parse("2025-11-28T00:00:00Z"), low: 0.312, high: 0.44 };
  const sale = { ...event("2026-11-27T00:00:00Z", "2026-11-28T00:00:00Z"), trafficChangeRatio: 0.3814, like };
  const about = { nameOf: (code: string) => code, events: [sale] };
  expect(riskWords({ kind: "known-event", eventId: "e" }, about)).toBe(
    "Sale, 27 Nov 2026: 38 % more traffic everywhere, as measured 28 Nov 2025 (+31 % to +44 %).",
  );
});

test.each([
  ["whole days", "2026-12-24T00:00:00Z", "2026-12-27T00:00:00Z", "24 Dec 2026 to 26 Dec 2026"],
  ["one day", "2026-12-24T00:00:00Z", "2026-12-25T00:00:00Z", "24 Dec 2026"],
  ["an evening", "2026-12-24T18:00:00Z", "2026-12-24T22:00:00Z", "24 Dec 2026"],
  ["a night", "2026-12-24T18:00:00Z", "2026-12-25T02:00:00Z", "24 Dec 2026 to 25 Dec 2026"],
])("a known event of %s names its days, the last one included", (_, from, to, days) => {
  const about = { nameOf: (code: string) => code, events: [event(from, to)] };
  expect(riskWords({ kind: "known-event", eventId: "e" }, about)).toBe(
    `Sale, ${days}: 30 % more traffic everywhere, as entered.`,
  );
});
