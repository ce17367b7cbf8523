import { expect, test } from "vitest";
import type { Anomaly } from "@/lib/domain/anomaly";
import { MINUTE_MS } from "@/lib/domain/window";
import { exampleAnomaly } from "@/lib/testing/example-anomaly";
import { withCauses } from "./anomaly-cause";

const START_MS = Date.UTC(2026, 10, 28, 12);
const region = exampleAnomaly(START_MS, { id: "region" });

test.each<[why: string, minutes: number, changes: Partial<Anomaly>, causeId: string | null]>([
  ["begins as it does", 0, {}, "region"],
  ["begins half an hour later", 30, {}, "region"],
  ["began half an hour before", -30, {}, "region"],
  ["begins later", 35, {}, null],
  ["began earlier", -35, {}, null],
  ["goes the other way", 0, { direction: "below" }, null],
  ["is of another metric", 0, { metric: "cpu" }, null],
  ["is in another region", 0, { region: "us" }, null],
  ["is a part already", 0, { causeId: "other" }, "other"],
  ["is no service", 0, { service: null }, null],
])("%s", (_why, minutes, changes, causeId) => {
  const service = exampleAnomaly(START_MS + minutes * MINUTE_MS, { id: "s", service: "cart", ...changes });
  for (const all of [
    [service, region],
    [region, service],
  ])
    expect(
      withCauses(all)
        .map(({ id, causeId: of }) => [id, of])
        .sort(),
    ).toEqual([
      ["region", null],
      ["s", causeId],
    ]);
});
