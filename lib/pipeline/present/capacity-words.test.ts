import { expect, test } from "vitest";
import type { KnownEvent } from "@/lib/domain/known-event";
import { riskWords } from "./capacity-words";

const event = (from: string, to: string): KnownEvent => ({
  ...{ id: "e", version: 1, name: "Sale", regions: [], trafficChangeRatio: 0.3 },
  ...{ fromMs: Date.parse(from), toMs: Date.parse(to) },
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
