import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Deployment } from "@/lib/domain/deployment";
import { MINUTE_MS } from "@/lib/domain/window";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";

/** A sender's clock may be ahead of ours by this much. */
const MAX_AHEAD_MS = 10 * MINUTE_MS;

export interface RecordDeploymentInput extends Omit<
  Deployment,
  "id" | "deployedAtMs" | "demo" | "recordedAtMs" | "recordedBy"
> {
  /** Default: now. */
  readonly deployedAtMs?: number;
  /** The delivery it came with, where a webhook brought it: the same one again is answered with null. */
  readonly deliveryId?: string;
}

/**
 * Keeps a change event; the same source and external id again updates it. A person's is audited. Needs deployments:write.
 * @returns null when the delivery was received before
 * @throws AppError bad-request for times that cannot be
 */
export async function recordDeployment(ctx: Ctx, input: RecordDeploymentInput): Promise<Deployment | null> {
  requireScope(ctx.actor, "deployments:write");
  const { deliveryId, ...event } = input;
  const nowMs = ctx.clock.nowMs();
  const deployedAtMs = event.deployedAtMs ?? nowMs;
  if (deployedAtMs > nowMs + MAX_AHEAD_MS) throw refused("/deployed_at", "is in the future");
  if (event.committedAtMs !== null && event.committedAtMs > deployedAtMs)
    throw refused("/committed_at", "must not be after deployed_at");
  return ctx.transaction(async (tx) => {
    if (deliveryId !== undefined && !(await tx.deployments.claimDelivery(event.source, deliveryId, nowMs)))
      return null;
    const kept = await tx.deployments.put({
      ...event,
      deployedAtMs,
      demo: ctx.actor.kind === "key" && ctx.actor.demo,
      recordedAtMs: nowMs,
      recordedBy: actorName(ctx.actor),
    });
    await tx.jobs.notify("deployment");
    if (ctx.actor.kind === "user")
      await tx.audit.append(ctx.actor, "deployment.recorded", kept.id, {
        service: kept.service,
        region: kept.region,
        version: kept.version,
      });
    return kept;
  });
}

function refused(pointer: string, message: string): AppError {
  return new AppError("bad-request", `${pointer}: ${message}`, { errors: [{ pointer, message }] });
}
