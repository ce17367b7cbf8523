import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { BURN_SPANS_MS } from "@/lib/domain/burn-rate";
import type { StoredObjective } from "@/lib/domain/objective";
import type { ObjectiveAssessment } from "@/lib/domain/objective-standing";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS } from "@/lib/domain/window";
import type { SpanErrorRatios } from "@/lib/pipeline/detect/burn-rate";
import { objectiveStanding } from "@/lib/pipeline/detect/objective-standing";
import { OBJECTIVE_TOPIC } from "./assess-job";
import { readErrorEvidence } from "./error-evidence";
import { readFirstWindows } from "./first-windows";
import { LatencyEvidence } from "./latency-evidence";
import { judgedMetric, standingScopes, type StandingScope } from "./standing-scopes";

/**
 * Finds how every objective stands at `asOfMs` (the end of a window), stores it and tells the pages. It reads outside a
 * transaction and holds no lock, so no cycle waits for it. Needs monitoring:run.
 */
export async function assessObjectives(
  ctx: Ctx,
  { asOfMs }: { readonly asOfMs: number },
): Promise<ObjectiveAssessment> {
  requireScope(ctx.actor, "monitoring:run");
  const objectives = await ctx.objectives.all();
  const signals = await ctx.rollups.signals();
  const scopes = standingScopes(objectives, signals);
  const badRatiosOf = await readBadRatios(ctx, scopes, signals, asOfMs);
  const firstMs = await readFirstWindows(ctx.rollups, ["requests", "latency"]);
  const standings = scopes.map((scope) =>
    objectiveStanding({
      ...scope,
      badRatios: badRatiosOf(scope),
      firstMs: firstMs(judgedMetric(scope.objective.kind), scope.region, scope.service),
      asOfMs,
    }),
  );
  const assessment = { asOfMs, demo: signals.some(({ demo }) => demo), standings };
  await ctx.transaction(async (tx) => {
    await tx.standings.save(assessment);
    await tx.jobs.notify(OBJECTIVE_TOPIC);
  });
  return assessment;
}

/** Bad is failed, or slower than the objective. */
async function readBadRatios(
  { rollups }: Ctx,
  scopes: readonly StandingScope[],
  signals: readonly SignalRow[],
  asOfMs: number,
): Promise<(scope: StandingScope) => SpanErrorRatios> {
  const byErrors = ({ objective }: StandingScope) => judgedMetric(objective.kind) === "requests";
  const errors = scopes.filter(byErrors);
  const latencies = scopes.filter((scope) => !byErrors(scope));
  const errorRatios = await readErrorEvidence(rollups, signals, spansOf(errors), asOfMs);
  const latency = await LatencyEvidence.read(rollups, {
    regions: latencies.length === 0 ? [] : regionsWith(signals),
    spansMs: spansOf(latencies),
    asOfMs,
    isWanted: (region, service) =>
      latencies.some((scope) => scope.region === region && scope.service === service),
  });
  const slower = slowerRatios(latency, latencies);
  return (scope) =>
    byErrors(scope) ? errorRatios(scope.region, scope.service) : (slower.get(scope) ?? new Map());
}

/** Both thresholds of a place are read from the same merged histograms. */
function slowerRatios(
  latency: LatencyEvidence,
  scopes: readonly StandingScope[],
): ReadonlyMap<StandingScope, SpanErrorRatios> {
  const places = new Map<string, StandingScope[]>();
  for (const scope of scopes) {
    const key = JSON.stringify([scope.region, scope.service]);
    places.set(key, [...(places.get(key) ?? []), scope]);
  }
  const ratios = new Map<StandingScope, SpanErrorRatios>();
  for (const here of places.values()) {
    const { region, service } = here[0]!;
    const slower = latency.of(region, service)?.slowerRatios(here.map(({ objective }) => objective.target));
    for (const scope of here) ratios.set(scope, slower?.get(scope.objective.target) ?? new Map());
  }
  return ratios;
}

function spansOf(scopes: readonly { readonly objective: StoredObjective }[]): number[] {
  return [...BURN_SPANS_MS, ...scopes.map(({ objective }) => objective.windowDays * DAY_MS)];
}

function regionsWith(signals: readonly SignalRow[]): string[] {
  return [...new Set(signals.filter(({ metric }) => metric === "latency").map(({ region }) => region))];
}
