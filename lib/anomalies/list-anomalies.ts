import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { ListedAnomaly } from "@/lib/domain/anomaly";
import { AppError } from "@/lib/platform/errors";
import type { AnomalyRun } from "./anomaly-run-store";
import type { AnomalyFilter } from "./anomaly-store";

export interface AnomalyPage {
  readonly anomalies: readonly ListedAnomaly[];
  /** The newest run; null before the first. */
  readonly run: AnomalyRun | null;
  /** null on the last page. */
  readonly last: { readonly startedMs: number; readonly id: string } | null;
}

/**
 * What is or was unusual, newest first. Needs metrics:read.
 * @throws AppError bad-request for a region or a service never seen
 */
export async function listAnomalies(ctx: Ctx, filter: AnomalyFilter): Promise<AnomalyPage> {
  requireScope(ctx.actor, "metrics:read");
  const { region, service, limit } = filter;
  if (region !== undefined && !(await ctx.catalog.knownRegion(region))) throw neverSeen("region", region);
  if (service !== undefined && !(await ctx.catalog.knownService(service)))
    throw neverSeen("service", service);
  const found = await ctx.anomalies.list({ ...filter, limit: limit + 1 });
  const page = found.slice(0, limit);
  return {
    anomalies: page,
    run: await ctx.anomalyRuns.latest(),
    last: found.length > limit ? (page.at(-1) ?? null) : null,
  };
}

function neverSeen(pointer: "region" | "service", name: string): AppError {
  const message = `${JSON.stringify(name)} has never been seen`;
  return new AppError("bad-request", `${pointer}: ${message}`, { errors: [{ pointer, message }] });
}
