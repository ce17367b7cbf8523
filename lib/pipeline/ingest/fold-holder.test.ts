import { describe, expect, it } from "vitest";
import { FoldHolder } from "./fold-holder";
import { newFold, rowsOf, sendOtlp, sendRemoteWrite, T0_MS, nanos } from "./fold.fixture";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { Fold } from "@/lib/pipeline/aggregate/fold/fold";
import { restoreCheckpoint } from "@/lib/pipeline/aggregate/fold/fold-checkpoint";
import type { TestSeries } from "@/lib/testing/remote-write-body";

const LATER_MS = T0_MS + DAY_MS + MINUTE_MS;

function counter(instance: string, timeMs: number, value: number): TestSeries {
  return {
    labels: { __name__: "http_requests_total", region: "r", service: "s", instance },
    samples: [[timeMs, value]],
  };
}

describe("series that were not sent for a day", () => {
  const churned = () => {
    const holder = new FoldHolder(newFold());
    const gone = Array.from({ length: 1_500 }, (_, i) => counter(`gone-${i}`, T0_MS, 1));
    sendRemoteWrite(holder.current, gone, T0_MS);
    sendRemoteWrite(holder.current, [counter("stays", LATER_MS, 10)], LATER_MS);
    return holder;
  };

  it("are forgotten with a checkpoint; what goes on counts on, and a replay meets the same state", () => {
    const holder = churned();
    const before = holder.current;
    const chunks = holder.checkpoint(LATER_MS);
    before.take();
    expect(before.table.size).toBe(1_501);
    expect(holder.current.table.size).toBe(1);
    const replayed = new Fold(holder.current.policy);
    restoreCheckpoint(replayed, chunks);
    for (const fold of [holder.current, replayed]) {
      sendRemoteWrite(fold, [counter("stays", LATER_MS + 10 * SECOND_MS, 17)], LATER_MS + 10 * SECOND_MS);
      const row = rowsOf(fold, LATER_MS + 10 * SECOND_MS).find(
        (r) => r.tier.name === "1d" && r.service === "s",
      );
      expect(row?.sum).toBe(7);
    }
  });

  it("stay while it is not worth it", () => {
    const holder = new FoldHolder(newFold());
    sendRemoteWrite(holder.current, [counter("a", T0_MS, 1)], T0_MS);
    const before = holder.current;
    holder.checkpoint(LATER_MS);
    expect(holder.current).toBe(before);
  });
});

describe("a second choice", () => {
  const second = (s: number, count: number) => ({
    name: "http.server.request.duration",
    unit: "s",
    histogram: {
      aggregationTemporality: 2,
      dataPoints: [
        {
          timeUnixNano: nanos(s),
          startTimeUnixNano: nanos(-3600),
          count,
          sum: count,
          explicitBounds: [1],
          bucketCounts: [count, 0],
        },
      ],
    },
  });

  it("is left out while the better source reports, and used once it has been silent for 5 min", () => {
    const fold = newFold();
    const at = (s: number) => T0_MS + s * SECOND_MS;
    sendRemoteWrite(fold, [counter("a", at(0), 1)], at(0));
    sendOtlp(fold, [second(0, 10)], at(0));
    sendRemoteWrite(fold, [counter("a", at(60), 3)], at(60));
    sendOtlp(fold, [second(60, 30)], at(60));
    const requests = (nowS: number) =>
      rowsOf(fold, at(nowS)).find((r) => r.tier.name === "1d" && r.metric === "requests" && r.service === "s")
        ?.sum;
    expect(requests(60)).toBe(2);
    sendOtlp(fold, [second(400, 70)], at(400));
    expect(requests(400)).toBe(40);
  });
});

it("a clock that was ahead and is corrected does not keep windows from closing", () => {
  const fold = newFold();
  fold.advance(T0_MS + 3 * DAY_MS);
  fold.advance(T0_MS);
  const servers = {
    labels: { __name__: "server_count", region: "r", service: "s" },
    samples: [[T0_MS, 5]],
  } as const;
  sendRemoteWrite(fold, [servers], T0_MS + SECOND_MS);
  fold.advance(T0_MS + 11 * SECOND_MS);
  const row = rowsOf(fold, T0_MS + 11 * SECOND_MS).find(
    (r) => r.tier.name === "10s" && r.metric === "servers",
  );
  expect(row?.sum).toBe(5);
});

it("a window costs what it was touched for, however many cells there are", () => {
  const fold = newFold();
  const cells = Array.from({ length: 1_500 }, (_, i) => ({
    labels: { __name__: "cpu_usage_ratio", region: "r", service: `s${i}` },
    samples: [[T0_MS, 0.5]] as const,
  }));
  sendRemoteWrite(fold, cells, T0_MS);
  const day = Array.from({ length: 8_000 }, (_, i) => [T0_MS - (8_000 - i) * 10 * SECOND_MS, 0.5] as const);
  const before = process.memoryUsage().arrayBuffers;
  const late = { labels: { __name__: "cpu_usage_ratio", region: "r", service: "late" }, samples: day };
  expect(sendRemoteWrite(fold, [late], T0_MS).folded).toBe(8_000);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
});

it("bucket layouts of a cell are bounded", () => {
  const fold = newFold();
  const layout = (i: number) => ({
    name: "http.server.request.duration",
    unit: "s",
    histogram: {
      aggregationTemporality: 1,
      dataPoints: [
        {
          timeUnixNano: nanos(i),
          startTimeUnixNano: nanos(i - 1),
          count: 1,
          sum: 1,
          explicitBounds: [1 + i / 1000],
          bucketCounts: [1, 0],
        },
      ],
    },
  });
  const outcomes = Array.from({ length: 40 }, (_, i) => sendOtlp(fold, [layout(i)], T0_MS + i * SECOND_MS));
  expect(outcomes.filter(({ folded }) => folded === 1)).toHaveLength(32);
  expect(outcomes[39]!.refused.get("invalid-histogram")).toBe(1);
});
