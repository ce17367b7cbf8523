import { describe, expect, it } from "vitest";
import { newFold, rowsOf, sendRemoteWrite, T0_MS, tenSecond } from "./fold.fixture";
import { decodeRemoteWrite2 } from "./remote-write/decode-remote-write-2";
import { encodeWriteRequest2 } from "./remote-write/remote-write-2-request.fixture";
import { encodeCheckpoint, restoreCheckpoint } from "@/lib/pipeline/aggregate/fold/fold-checkpoint";
import type { Fold } from "@/lib/pipeline/aggregate/fold/fold";
import { SECOND_MS } from "@/lib/domain/window";

const labels = { __name__: "http_requests_total", region: "r", service: "s" };
const at = (second: number) => T0_MS + second * SECOND_MS;
const total = (fold: Fold, second: number) =>
  tenSecond(rowsOf(fold, at(second)), "requests").reduce((sum, [, requests]) => sum + requests, 0);

/** A counter that grows by 10 a second, as one of two servers scraped it (not at the same instants). */
function send(fold: Fold, replica: "a" | "b", second: number) {
  const scraped = replica === "a" ? second : second - 0.7;
  const pair = { cluster: "eu", __replica__: replica };
  return sendRemoteWrite(
    fold,
    [{ labels: { ...labels, ...pair }, samples: [[at(scraped), scraped * 10]] }],
    at(second),
  );
}
function send2(fold: Fold, replica: "a" | "b" | null, second: number, startTimestamp?: number) {
  const pair: [string, string][] = replica === null ? [] : [["cluster", "eu"], ["__replica__", replica]]; // prettier-ignore
  const sorted = Object.fromEntries([...Object.entries(labels), ...pair].sort());
  const samples = [{ value: second * 10, timestamp: at(second), startTimestamp }];
  const body = encodeWriteRequest2([{ labels: sorted, samples, type: 1 }]);
  const meta = { keyId: "k", demo: false, protocol: "remote-write-2", receivedAtMs: at(second) };
  return fold.foldBatch(decodeRemoteWrite2(body), meta);
}

describe("a highly available pair", () => {
  it("is counted once, and says so without an error", () => {
    const fold = newFold();
    for (let second = 0; second <= 60; second += 5) {
      expect(send(fold, "a", second)).toMatchObject({ folded: 1 });
      expect(send(fold, "b", second + 1)).toMatchObject({
        folded: 0,
        refused: new Map(),
        ignored: new Map([["unelected-replica", 1]]),
      });
    }
    expect(total(fold, 100)).toBe(600);
    expect(fold.table.size).toBe(1);
  });

  it("fails over: no increase is lost and none is counted twice", () => {
    const fold = newFold();
    for (let second = 0; second <= 60; second += 5) {
      send(fold, "a", second);
      send(fold, "b", second + 1);
    }
    const heard: number[] = [];
    for (let second = 66; second <= 121; second += 5) if (send(fold, "b", second).folded) heard.push(second);
    expect(heard[0]).toBe(91); // the first one more than 30 s after the last of `a`
    expect(send(fold, "a", 122)).toMatchObject({ folded: 0 });
    expect(total(fold, 200)).toBeCloseTo((121 - 0.7) * 10, 6);
    expect(fold.table.size).toBe(1);
  });

  it("keeps its election in the checkpoint", () => {
    const [before, after] = [newFold(), newFold()];
    send(before, "a", 0);
    send(before, "a", 5);
    restoreCheckpoint(after, encodeCheckpoint(before));
    expect(send(after, "b", 8).ignored).toEqual(new Map([["unelected-replica", 1]]));
    expect(send(after, "a", 10).folded).toBe(1);
    expect(total(after, 100)).toBe(50);
  });

  it("reads a checkpoint from before there were elections", () => {
    const fold = newFold();
    fold.policy.restoreState(JSON.stringify({ minuteMs: 0, used: [] }));
    expect(send(fold, "a", 0).folded).toBe(1);
  });
});

describe("a sender that upgrades to remote_write 2.0", () => {
  it("goes on with its series", () => {
    const fold = newFold();
    for (const second of [0, 5, 10]) sendRemoteWrite(fold, [{ labels, samples: [[at(second), second * 10]] }], at(second)); // prettier-ignore
    for (const second of [10, 15, 20]) send2(fold, null, second, at(-500));
    expect(total(fold, 100)).toBe(200);
    expect(fold.table.size).toBe(1);
  });

  it("goes on with its pair", () => {
    const fold = newFold();
    send(fold, "a", 0);
    expect(send2(fold, "b", 5).folded).toBe(0);
    expect(send2(fold, "a", 6).folded).toBe(1);
    expect(total(fold, 100)).toBe(60);
  });

  it("has its first increase counted when the counter began just before", () => {
    const [fresh, old] = [newFold(), newFold()];
    send2(fresh, null, 5, at(-1));
    send2(old, null, 5);
    expect([total(fresh, 100), total(old, 100)]).toEqual([50, 0]);
  });
});

it("folds native histograms of remote_write: what each gained since the one before", () => {
  const fold = newFold();
  const send = (second: number, [first, next]: number[]) => {
    const histogram = {
      countInt: first! + next!,
      sum: first! + next!,
      schema: 3,
      positiveSpans: [{ offset: 0, length: 2 }],
      positiveDeltas: [first!, next! - first!],
      timestamp: at(second),
    };
    const named = { ...labels, __name__: "http_request_duration_seconds" };
    const body = encodeWriteRequest2([{ labels: named, histograms: [histogram], type: 3 }]);
    const meta = { keyId: "k", demo: false, protocol: "remote-write-2", receivedAtMs: at(second) };
    return fold.foldBatch(decodeRemoteWrite2(body), meta);
  };
  expect(send(0, [5, 5]).folded).toBe(1);
  expect(send(5, [7, 9]).folded).toBe(1);
  const counts = tenSecond(rowsOf(fold, at(100)), "latency").map(([, , count]) => count);
  expect(counts).toEqual([6]);
});
