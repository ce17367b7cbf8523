import { describe, expect, it } from "vitest";
import { DAY_MS, SECOND_MS } from "@/lib/domain/window";
import { DEFAULT_FAILOVER_MS, ReplicaElections } from "./replica-elections";

const pair = (replica: string, cluster = "eu") => ({ cluster, replica });
/** What becomes of requests [replica, second], in their order. */
function heard(requests: readonly (readonly [string, number])[], failoverMs = DEFAULT_FAILOVER_MS): string[] {
  const elections = new ReplicaElections();
  return requests
    .filter(([replica, second]) => !elections.judge(pair(replica), second * SECOND_MS, failoverMs))
    .map(([replica, second]) => `${replica}${second}`);
}

describe("of the replicas of a cluster one is heard", () => {
  it.each<[string, [string, number][], string[]]>([
    ["the first that comes", [["a", 0], ["b", 1], ["a", 15], ["b", 16]], ["a0", "a15"]],
    ["until it was silent for longer than the fail-over time", [["a", 0], ["b", 30], ["b", 31], ["a", 32], ["b", 45]], ["a0", "b31", "b45"]],
    ["and again when it comes back and the other one falls silent", [["a", 0], ["b", 31], ["a", 62], ["b", 63]], ["a0", "b31", "a62"]],
    ["alone, however long it paused", [["a", 0], ["a", 500]], ["a0", "a500"]],
    ["though the clock is set back a little", [["a", 100], ["a", 80], ["b", 125]], ["a100", "a80"]],
    ["and not for as long as a clock was ahead", [["a", 5000], ["b", 60], ["b", 91]], ["a5000", "b91"]],
    ["three of them", [["a", 0], ["b", 5], ["c", 31], ["b", 40], ["a", 50]], ["a0", "c31"]],
  ])("%s", (_, requests, expected) => {
    expect(heard(requests)).toEqual(expected);
  }); // prettier-ignore

  it("after a time that may be set", () => {
    expect(heard([["a", 0], ["b", 6]], 5 * SECOND_MS)).toEqual(["a0", "b6"]); // prettier-ignore
  });

  it("in each cluster for itself", () => {
    const elections = new ReplicaElections();
    expect(elections.judge(pair("a", "eu"), 0, DEFAULT_FAILOVER_MS)).toBeNull();
    expect(elections.judge(pair("b", "us"), 0, DEFAULT_FAILOVER_MS)).toBeNull();
    expect(elections.judge(pair("b", "eu"), 0, DEFAULT_FAILOVER_MS)).toBe("unelected-replica");
  });
});

it("goes on where its state was saved", () => {
  const [one, two] = [new ReplicaElections(), new ReplicaElections()];
  one.judge(pair("a"), 1_000, DEFAULT_FAILOVER_MS);
  two.restore(JSON.parse(JSON.stringify(one)));
  expect(two.judge(pair("b"), 31_000, DEFAULT_FAILOVER_MS)).toBe("unelected-replica");
  expect(two.judge(pair("b"), 31_001, DEFAULT_FAILOVER_MS)).toBeNull();
});

it("knows a thousand clusters at once, and forgets those that were silent for a day", () => {
  const elections = new ReplicaElections();
  for (let n = 0; n < 1_000; n++) elections.judge(pair("a", `c${n}`), n, DEFAULT_FAILOVER_MS);
  expect(elections.judge(pair("a", "more"), 1_000, DEFAULT_FAILOVER_MS)).toBe("cluster-limit");
  expect(elections.judge(pair("a", "c0"), 1_000, DEFAULT_FAILOVER_MS)).toBeNull();
  expect(elections.judge(pair("a", "more"), DAY_MS + 2, DEFAULT_FAILOVER_MS)).toBeNull();
});
