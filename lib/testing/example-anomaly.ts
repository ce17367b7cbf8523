import type { Anomaly } from "@/lib/domain/anomaly";
import { MINUTE_MS } from "@/lib/domain/window";

/** An anomaly that goes on since `startedMs`, with every field of it filled. */
export function exampleAnomaly(startedMs: number, changes: Partial<Anomaly> = {}): Anomaly {
  const openedMs = startedMs + 10 * MINUTE_MS;
  return {
    ...{ id: "example", metric: "latency_p99", region: "eu-west-1", service: null },
    ...{ startedMs, openedMs, endedMs: null, ending: null, direction: "above", against: ["own"] },
    ...{ reach: 40, farthestMs: startedMs, observed: 310, expected: 120, distance: 4.75 },
    moves: { compared: 5, alike: 0 },
    suspects: [
      {
        ...{ id: "change", kind: "deploy", service: "checkout", region: "eu-west-1", version: "2.4.1" },
        deployedAtMs: startedMs - 12 * MINUTE_MS,
      },
    ],
    causeId: null,
    ...{ judgedMs: openedMs, outsideUntilMs: openedMs, calmWindows: 0, silentWindows: 0, demo: false },
    ...changes,
  };
}
