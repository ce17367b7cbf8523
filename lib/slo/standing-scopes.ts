import type { MetricName } from "@/lib/domain/metric";
import type { ObjectiveKind, StoredObjective } from "@/lib/domain/objective";
import type { SignalRow } from "@/lib/domain/rollup-row";

/** An objective in a place where it is judged; null: everywhere. */
export interface StandingScope {
  readonly objective: StoredObjective;
  readonly region: string | null;
  readonly service: string | null;
}

/** What an objective's requests are counted by. */
export function judgedMetric(kind: ObjectiveKind): MetricName {
  return kind === "availability" || kind === "error-ratio" ? "requests" : "latency";
}

/**
 * Where each objective is judged: in its own scope; one for everything also in each region and each service (over all
 * regions) that sends what it is judged by and has no objective of its own, so that one sees who spends the budget.
 */
export function standingScopes(
  objectives: readonly StoredObjective[],
  signals: readonly SignalRow[],
): StandingScope[] {
  return objectives.flatMap((objective) => {
    const { kind, region, service } = objective;
    const own = { objective, region, service };
    if (region !== null || service !== null) return [own];
    const senders = signals.filter(({ metric }) => metric === judgedMetric(kind));
    const parts = [
      ...named(senders.map((row) => row.region)).map((each) => ({ region: each, service: null })),
      ...named(senders.map((row) => row.service)).map((each) => ({ region: null, service: each })),
    ];
    const under = parts.filter(
      (part) =>
        !objectives.some(
          (each) => each.kind === kind && each.region === part.region && each.service === part.service,
        ),
    );
    return [own, ...under.map((part) => ({ objective, ...part }))];
  });
}

function named(names: readonly (string | null)[]): string[] {
  return [...new Set(names)].filter((name) => name !== null).sort();
}
