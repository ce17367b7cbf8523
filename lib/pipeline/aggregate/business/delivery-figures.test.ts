import { describe, expect, test } from "vitest";
import type { DeliveryChange } from "@/lib/domain/delivery";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { changeFailures } from "./change-failures";
import { deliveryFigures } from "./delivery-figures";
import { doraCluster } from "./dora-clusters";

const AS_OF_MS = Date.UTC(2026, 10, 23, 12);
let made = 0;
/** A change `agoMs` ago: a deployment of the shop in eu unless told. */
const change = (agoMs: number, over: Partial<DeliveryChange> = {}): DeliveryChange => ({
  ...{ id: `${++made}`, service: "shop", region: "eu", version: `v${made}`, kind: "deploy" },
  ...{ outcome: "succeeded", deployedAtMs: AS_OF_MS - agoMs, committedAtMs: null },
  ...over,
});

describe("DORA's clusters of 2024: the best whose figure is met", () => {
  test.each([
    ["deployment-frequency", 1.01, "elite", 100],
    ["deployment-frequency", 1, "high", 75],
    ["deployment-frequency", 1 / 7, "high", 75],
    ["deployment-frequency", 1 / 8, "medium", 50],
    ["deployment-frequency", 1 / 30, "medium", 50],
    ["deployment-frequency", 1 / 31, "low", 25],
    ["deployment-frequency", 1 / 181, null, 0],
    ["lead-time", DAY_MS - 1, "elite", 100],
    ["lead-time", DAY_MS, "high", 75],
    ["lead-time", 7 * DAY_MS + 1, "medium", 50],
    ["lead-time", 31 * DAY_MS, "low", 25],
    ["lead-time", 181 * DAY_MS, null, 0],
    ["change-failure-rate", 0, "elite", 100],
    ["change-failure-rate", 0.05, "elite", 100],
    ["change-failure-rate", 0.08, "high", 75],
    ["change-failure-rate", 0.2, "high", 75],
    ["change-failure-rate", 0.3, "low", 25],
    ["change-failure-rate", 0.5, null, 0],
    ["recovery-time", HOUR_MS - 1, "elite", 100],
    ["recovery-time", HOUR_MS, "high", 75],
    ["recovery-time", DAY_MS, "low", 25],
    ["recovery-time", 31 * DAY_MS, null, 0],
  ] as const)("%s of %d: %s", (key, value, cluster, score) => {
    expect(doraCluster(key, value)).toEqual({ cluster, score });
  });
});

describe("failures and recoveries", () => {
  const failed = (agoMs: number, over = {}) => change(agoMs, { outcome: "failed", ...over });
  const rollback = (agoMs: number, over = {}) => change(agoMs, { kind: "rollback", ...over });
  test.each([
    ["nothing failed", [change(5), change(3)], [0, [], 0]],
    ["a failed one, and a good one after it", [failed(9), change(4)], [1, [5], 0]],
    ["a good one, rolled back: bad from its start", [change(9), rollback(2)], [1, [7], 0]],
    ["failed twice before it was mended", [failed(9), failed(7), change(4)], [2, [5], 0]],
    ["failed, then back to what ran", [failed(9), rollback(6)], [1, [3], 0]],
    ["a rollback that failed mends nothing", [failed(9), rollback(6, { outcome: "failed" })], [1, [], 1]],
    ["a second rollback says nothing new", [change(9), rollback(5), rollback(2)], [1, [4], 0]],
    ["a rollback of what is not known", [rollback(5)], [0, [], 0]],
    ["other places mend nothing", [failed(9), change(4, { region: "us" }), change(3, { service: "pay" })], [1, [], 1]], // prettier-ignore
    ["what is in progress or cancelled is neither", [failed(9), change(5, { outcome: "in_progress" }), change(4, { outcome: "cancelled" })], [1, [], 1]], // prettier-ignore
    ["a flag mends nothing", [failed(9), change(5, { kind: "feature_flag" })], [1, [], 1]],
    ["in any order", [change(4), failed(9)], [1, [5], 0]],
  ])("%s", (_name, changes, [failures, recoveriesMs, unrecovered]) => {
    expect(changeFailures(changes)).toEqual({ failures, recoveriesMs, unrecovered });
  });
});

describe("the four keys", () => {
  const keysOf = (changes: DeliveryChange[], firstMs: number | null = AS_OF_MS - 60 * DAY_MS) =>
    deliveryFigures(changes, firstMs, AS_OF_MS);

  test("by hand", () => {
    const lead = (hours: number, agoMs: number) => ({ committedAtMs: AS_OF_MS - agoMs - hours * HOUR_MS });
    const changes = [
      change(20 * DAY_MS, { version: "1", ...lead(2, 20 * DAY_MS) }),
      change(20 * DAY_MS - HOUR_MS, { version: "1", region: "us", ...lead(3, 20 * DAY_MS - HOUR_MS) }), // the same one
      change(10 * DAY_MS, { version: "2", outcome: "failed" }),
      change(10 * DAY_MS - 2 * HOUR_MS, { version: "3", ...lead(30, 10 * DAY_MS - 2 * HOUR_MS) }),
      change(5 * DAY_MS, { version: "4" }),
      change(31 * DAY_MS, { version: "0" }), // too long ago
      change(-MINUTE_MS, { version: "5" }), // not yet
    ];
    const figures = keysOf(changes)!;
    expect(figures.windowMs).toBe(30 * DAY_MS);
    expect(figures.deploymentsPerDay).toBeCloseTo(3 / 30, 12); // versions 1, 3 and 4
    expect(figures.keys).toEqual([
      {
        name: "deployment-frequency",
        value: expect.closeTo(0.1, 12),
        cluster: "medium",
        score: 50,
        events: 3,
      },
      { name: "lead-time", value: 3 * HOUR_MS, cluster: "elite", score: 100, events: 3 },
      { name: "change-failure-rate", value: 1 / 5, cluster: "high", score: 75, events: 5 },
      { name: "recovery-time", value: 2 * HOUR_MS, cluster: "high", score: 75, events: 1 },
    ]);
    expect(figures.score).toBe((50 + 100 + 75 + 75) / 4);
    expect(figures.unrecovered).toBe(0);
  });

  test("keys that are not known are left out of the mean", () => {
    const figures = keysOf([change(HOUR_MS)])!;
    expect(figures.keys.map(({ name }) => name)).toEqual(["deployment-frequency", "change-failure-rate"]);
    expect(figures.score).toBe((50 + 100) / 2);
  });

  test("recovery is of incidents that users felt, where there were any; else of failed deployments", () => {
    const failed = [change(9 * HOUR_MS, { outcome: "failed" }), change(4 * HOUR_MS)];
    const recoveryOf = (changes: DeliveryChange[], incidentsMs: number[]) => {
      const figures = deliveryFigures(changes, AS_OF_MS - 60 * DAY_MS, AS_OF_MS, incidentsMs)!;
      return [figures.recoveryOf, figures.keys.find(({ name }) => name === "recovery-time")?.value];
    };
    expect(recoveryOf(failed, [HOUR_MS, 3 * HOUR_MS])).toEqual(["incidents", 2 * HOUR_MS]);
    expect(recoveryOf(failed, [])).toEqual(["deployments", 5 * HOUR_MS]);
    expect(recoveryOf([change(HOUR_MS)], [])).toEqual([null, undefined]);
  });

  test("a young history counts as long as it is, but at least a day", () => {
    expect(keysOf([change(HOUR_MS), change(9 * DAY_MS)], AS_OF_MS - 10 * DAY_MS)?.deploymentsPerDay).toBe(
      0.2,
    );
    expect(keysOf([change(HOUR_MS), change(2 * HOUR_MS)], AS_OF_MS - 2 * HOUR_MS)?.deploymentsPerDay).toBe(2);
  });

  test("without deployments there are none", () => {
    expect(keysOf([], null)).toBeNull();
    expect(keysOf([change(1, { kind: "rollback" }), change(2, { outcome: "in_progress" })])).toBeNull();
    expect(keysOf([change(31 * DAY_MS)])).toBeNull();
  });
});
