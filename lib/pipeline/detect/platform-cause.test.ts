import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ObjectiveKind } from "@/lib/domain/objective";
import type { Prediction } from "@/lib/domain/prediction";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { foldPlatform, type PlatformSpending } from "./platform-cause";
import { foldCauses } from "./prediction-cause";

const NOW_MS = 10 * HOUR_MS;
const KINDS: Readonly<Record<string, ObjectiveKind>> = {
  all: "availability",
  eus: "availability",
  slow: "latency-p99",
};
const spentBy = (region: string | null): PlatformSpending => ({
  kindOf: (id) => KINDS[id ?? ""] ?? null,
  spenderOf: () => region,
});

/** A budget's alert, an hour old. */
const budget = (id: string, region: string | null, changes: Partial<Prediction> = {}) =>
  examplePrediction(NOW_MS - HOUR_MS, {
    ...{ id, kind: "error_budget_exhaustion_prediction", region, objectiveId: "all", bottleneck: null },
    ...changes,
  });
const older = { openedMs: NOW_MS - 5 * HOUR_MS };

/** The cause of each by its id. */
function causes(before: readonly Prediction[], spending: PlatformSpending): Record<string, string | null> {
  const folded = new Map(
    foldPlatform(before, spending, NOW_MS - 5 * MINUTE_MS).map((each) => [each.id, each]),
  );
  return Object.fromEntries(before.map((each) => [each.id, (folded.get(each.id) ?? each).causeId]));
}

describe("one alert where a region spends the platform's budget", () => {
  const platform = budget("all", null);
  const eu = budget("eu", "eu", older);

  test.each<[string, Prediction[], PlatformSpending, Record<string, string | null>]>([
    [
      "the region that spends most, also where it was told before",
      [eu, platform],
      spentBy("eu"),
      { eu: "all" },
    ],
    [
      "by an objective of its own of the same kind",
      [{ ...eu, objectiveId: "eus" }],
      spentBy("eu"),
      { eu: "all" },
    ],
    ["not another one", [eu, budget("us", "us", older)], spentBy("us"), { eu: null, us: "all" }],
    ["nor one of another kind of objective", [{ ...eu, objectiveId: "slow" }], spentBy("eu"), { eu: null }],
    ["nor of one that is gone", [{ ...eu, objectiveId: "gone" }], spentBy("eu"), { eu: null }],
    ["nor that of a service", [{ ...eu, service: "cart" }], spentBy("eu"), { eu: null }],
    ["all that opened with it", [budget("us", "us"), eu], spentBy(null), { us: "all", eu: null }],
    [
      "what is a part of the region's is one of the platform's",
      [eu, budget("cart", "eu", { service: "cart", causeId: "eu" })],
      spentBy("eu"),
      { eu: "all", cart: "all" },
    ],
    [
      "a region's that is a part of its CPU's alert stays there",
      [examplePrediction(0, { id: "cpu", region: "eu" }), { ...eu, causeId: "cpu" }],
      spentBy("eu"),
      { cpu: null, eu: "cpu" },
    ],
    [
      "what was closed before stays",
      [{ ...eu, closedMs: NOW_MS - HOUR_MS / 2 }],
      spentBy("eu"),
      { eu: null },
    ],
    [
      "what is a part already stays one, whoever spends now",
      [{ ...eu, causeId: "all" }],
      spentBy("us"),
      { eu: "all" },
    ],
  ])("%s", (_name, others, spending, expected) => {
    const before = [...others.filter(({ id }) => id !== "all"), platform];
    expect(causes(before, spending)).toEqual({ ...expected, all: null });
  });

  test("a part of the platform's own alert leads to that", () => {
    const ratio = budget("ratio", null, { objectiveId: "slow", causeId: "all" });
    const slow = budget("eu", "eu", { objectiveId: "slow" });
    expect(causes([slow, ratio, budget("all", null)], spentBy(null))).toMatchObject({ eu: "all" });
  });

  test("when the platform's alert ends, each region's are one alert again", () => {
    const ended = { ...platform, closedMs: NOW_MS };
    const parts = [
      { ...eu, causeId: "all" },
      budget("cart", "eu", { service: "cart", causeId: "all" }),
      budget("us", "us", { causeId: "all" }),
      budget("gone", "us", { causeId: "all", closedMs: NOW_MS - HOUR_MS / 2 }),
    ];
    expect(causes([...parts, ended], spentBy("eu"))).toEqual({
      ...{ eu: null, cart: "eu", us: null, gone: "all", all: null },
    });
  });

  test("it names the bottleneck that is among its parts", () => {
    const cpu = examplePrediction(NOW_MS - HOUR_MS / 2, { id: "cpu", region: "eu", causeId: "eu" });
    const folded = foldPlatform([eu, cpu, platform], spentBy("eu"), NOW_MS);
    expect(folded.find(({ id }) => id === "all")).toMatchObject({ bottleneck: "cpu_saturation_prediction" });
  });

  test("a part stays one when its region is looked at by itself; what goes with it is a part of the same", () => {
    const values = Float64Array.from({ length: 36 }, (_, at) => at / 100);
    const series = { startMs: NOW_MS - 3 * HOUR_MS, stepMs: 5 * MINUTE_MS, values };
    const part = { ...eu, causeId: "all" };
    const cart = budget("cart", "eu", { service: "cart", openedMs: NOW_MS });
    const known = (each: Prediction) => ({ subject: each, series, demand: null, demo: false });
    expect(foldCauses([part, cart], known, NOW_MS, new Set(["all"]))).toMatchObject([
      { id: "cart", causeId: "all" },
    ]);
    // The platform's is gone, and nobody said so.
    expect(foldCauses([part, cart], known, NOW_MS)).toMatchObject([
      { id: "eu", causeId: null },
      { id: "cart", causeId: "eu" },
    ]);
  });
});

test("whatever there is, a part's cause is an alert of its own, and a second look changes nothing", () => {
  const arbitrary = fc.array(
    fc.record({
      region: fc.constantFrom(null, "eu", "us"),
      service: fc.constantFrom(null, null, "cart"),
      objectiveId: fc.constantFrom("all", "all", "eus", "slow", "gone"),
      openedMs: fc.integer({ min: 0, max: 10 }).map((hour) => hour * HOUR_MS),
      closedMs: fc.constantFrom(null, null, NOW_MS),
      isPart: fc.boolean(),
      cpu: fc.constantFrom(false, false, true),
    }),
    { minLength: 3, maxLength: 9 },
  );
  fc.assert(
    fc.property(arbitrary, fc.constantFrom(null, "eu", "us"), (made, spender) => {
      const leads = new Map<string | null, string>();
      const before = made.map(({ isPart, cpu, ...each }, at) => {
        const id = `p${at}`;
        const of = cpu
          ? examplePrediction(0, { ...each, id, objectiveId: null })
          : budget(id, each.region, each);
        const lead = each.closedMs === null ? leads.get(each.region) : undefined;
        if (lead === undefined && each.closedMs === null) leads.set(each.region, id);
        return { ...of, causeId: isPart && lead ? lead : null };
      });
      const fold = (all: readonly Prediction[]) => {
        const changed = new Map(foldPlatform(all, spentBy(spender), 0).map((each) => [each.id, each]));
        return all.map((each) => changed.get(each.id) ?? each);
      };
      const after = fold(before);
      const byId = new Map(after.map((each) => [each.id, each]));
      for (const each of after) {
        if (each.causeId === null) continue;
        expect(byId.get(each.causeId)?.causeId).toBeNull();
      }
      expect(fold(after)).toEqual(after);
    }),
    { numRuns: 500 },
  );
});
