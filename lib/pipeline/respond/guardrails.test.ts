import { describe, expect, test } from "vitest";
import type { FreezeWindow } from "@/lib/domain/response";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { guard, type GuardQuery } from "./guardrails";
import { NOW_MS, runOf } from "./respond.fixture";

const LIMITS = {
  action: { perHour: 2, cooldownMs: 10 * MINUTE_MS },
  scope: { perHour: 3, cooldownMs: 5 * MINUTE_MS },
  capacityShare: 0.1,
};
const query = (of: Partial<GuardQuery> = {}): GuardQuery => ({
  ...{ region: "eu", service: "checkout", action: { kind: "restart", share: null, toRegion: null } },
  ...{ limits: LIMITS, capacityShare: 0.04, runs: [], settings: { stopped: false, freezes: [] } },
  nowMs: NOW_MS,
  ...of,
});
const before = (minutes: number) => NOW_MS - minutes * MINUTE_MS;
const freeze = (of: Partial<FreezeWindow>) => ({
  stopped: false,
  freezes: [{ name: "Sale", fromMs: before(60), toMs: NOW_MS + 1, weekly: false, regions: [], ...of }],
});
const scaled = { kind: "scale-out", share: 0.2, toRegion: null } as const;
const WEEK_MS = 7 * DAY_MS;

describe("an action", () => {
  test("is allowed, and what is left after it is told", () => {
    const runs = [runOf({ claimedMs: before(30) }), runOf({ action: scaled, claimedMs: before(20) })];
    expect(guard(query({ runs }))).toEqual({
      kind: "allowed",
      remaining: { actionRuns: 0, scopeRuns: 0, capacityShare: expect.closeTo(0.06) as number },
    });
  });

  test.each<[why: string, of: Partial<GuardQuery>, limit: string | null]>([
    ["everything is stopped", { settings: { stopped: true, freezes: [] } }, "stopped"],
    ["a freeze", { settings: freeze({}) }, "freeze"],
    ["a freeze of this region", { settings: freeze({ regions: ["eu"] }) }, "freeze"],
    ["a freeze of another region", { settings: freeze({ regions: ["us"] }) }, null],
    ["a freeze that is over at this very moment", { settings: freeze({ toMs: NOW_MS }) }, null],
    ["a freeze to come", { settings: freeze({ fromMs: NOW_MS + 1, toMs: NOW_MS + HOUR_MS }) }, null],
    [
      "a weekly freeze, weeks later",
      { settings: freeze({ weekly: true, fromMs: NOW_MS - 3 * WEEK_MS, toMs: NOW_MS - 3 * WEEK_MS + 1 }) },
      "freeze",
    ],
    [
      "a weekly freeze at another hour",
      { settings: freeze({ weekly: true, fromMs: before(60) - WEEK_MS, toMs: NOW_MS - WEEK_MS }) },
      null,
    ],
    ["an action in another region runs", { runs: [runOf({ region: "us", state: "running" })] }, "one-region"],
    [
      "nobody knows what became of one in another region",
      { runs: [runOf({ region: "us", state: "unknown", claimedMs: before(600) })] },
      "one-region",
    ],
    ["one in another region is over", { runs: [runOf({ region: "us", claimedMs: before(11) })] }, null],
    ["its share is not known", { capacityShare: null }, "unknown-capacity"],
    ["it touches too much", { capacityShare: 0.11 }, "capacity-share"],
    [
      "it touches too much together with what acts",
      {
        runs: [
          runOf({
            service: "cart",
            action: scaled,
            state: "verifying",
            capacityShare: 0.07,
            claimedMs: before(20),
          }),
        ],
      },
      "capacity-share",
    ],
    [
      "the action was done a moment ago",
      { runs: [runOf({ service: "cart", claimedMs: before(9) })] },
      "action-cooldown",
    ],
    [
      "another action was done here",
      { runs: [runOf({ action: scaled, claimedMs: before(4) })] },
      "scope-cooldown",
    ],
    [
      "another action was done to the whole region",
      { runs: [runOf({ action: scaled, service: null, claimedMs: before(4) })] },
      "scope-cooldown",
    ],
    [
      "another action was done beside it",
      { runs: [runOf({ action: scaled, service: "cart", claimedMs: before(4) })] },
      null,
    ],
    [
      "the action has been done often",
      {
        runs: [
          runOf({ service: "cart", claimedMs: before(59) }),
          runOf({ service: "app", claimedMs: before(30) }),
        ],
      },
      "action-rate",
    ],
    [
      "an hour is over since",
      {
        runs: [
          runOf({ service: "cart", claimedMs: before(60) }),
          runOf({ service: "app", claimedMs: before(30) }),
        ],
      },
      null,
    ],
    [
      "much has been done here",
      { runs: [50, 40, 30].map((minutes) => runOf({ action: scaled, claimedMs: before(minutes) })) },
      "scope-rate",
    ],
  ])("where %s", (_why, of, limit) => {
    const verdict = guard(query(of));
    expect(verdict.kind === "refused" ? verdict.limit : null).toBe(limit);
  });
});
