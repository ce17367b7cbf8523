import { expect, test } from "vitest";
import type { Peer, PeerStanding } from "@/lib/domain/peer";
import { competition } from "./competition";

function standing(
  name: string,
  latencyMs: number | null,
  successRatio: number | null,
  over: Partial<Peer> = {},
) {
  const peer: Peer = {
    ...{ id: name, name, kind: "probe", own: name === "us", url: "https://example.org", enabled: true },
    ...{ latencyMs: null, successRatio: null, source: null, measuredOn: null },
    ...{ version: 1, createdAtMs: 0, createdBy: "a" },
    ...over,
  };
  return { peer, latencyMs, successRatio, probes: 60, newestProbeMs: 0, error: null } satisfies PeerStanding;
}

test.each([
  // Latency (200 − 150) ÷ 200 = 0.25, success even: 50 + 50 × 0.125.
  [
    "quicker",
    [standing("us", 150, 0.99), standing("a", 100, 0.99), standing("b", 300, 0.99)],
    [56.25, 0.25, 0],
  ],
  ["slower and failing", [standing("us", 150, 0.5), standing("a", 100, 1)], [25, -0.5, -0.5]],
  ["far slower is not below 0", [standing("us", 400, 1), standing("a", 100, 1)], [0, -3, 0]],
  ["far quicker is not beyond 100", [standing("us", 0, 1), standing("a", 100, 0.25)], [100, 1, 3]],
  ["only latency is known of the peers", [standing("us", 80, 1), standing("a", 100, null)], [60, 0.2, null]],
  ["the median of three", [standing("us", 90, 1), standing("a", 10, 1), standing("b", 100, 1), standing("c", 900, 1)], [52.5, 0.1, 0]], // prettier-ignore
])("%s", (_name, standings, [score, latency, success]) => {
  const found = competition(standings);
  const rounded = (value: number | null | undefined) =>
    typeof value === "number" ? Number(value.toFixed(9)) : value;
  expect([found?.score, found?.latencyAdvantageRatio, found?.successAdvantageRatio].map(rounded)).toEqual([
    score,
    latency,
    success,
  ]);
});

test.each([
  ["nobody", []],
  ["no peer", [standing("us", 100, 1)]],
  ["not ourselves", [standing("a", 100, 1)]],
  ["a peer that is switched off", [standing("us", 100, 1), standing("a", 100, 1, { enabled: false })]],
  ["ourselves switched off", [standing("us", 100, 1, { enabled: false }), standing("a", 100, 1)]],
  ["peers nothing is known of yet", [standing("us", 100, 1), standing("a", null, null)]],
  ["ourselves not known yet", [standing("us", null, null), standing("a", 100, 1)]],
])("%s: no figure", (_name, standings) => {
  expect(competition(standings)).toBeNull();
});

test("names whom it compares with", () => {
  const standings = [standing("us", 100, 1), standing("a", 100, 1), standing("b", null, null)];
  expect(competition(standings)?.peers).toEqual(["a"]);
});
