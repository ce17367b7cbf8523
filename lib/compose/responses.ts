import type { Ctx } from "@/lib/context";
import { createFleetExecutor } from "@/lib/pipeline/respond/fleet-executor";
import type { Executor } from "@/lib/pipeline/respond/executor";
import { createWebhookExecutor } from "@/lib/pipeline/respond/webhook-executor";
import type { Env } from "@/lib/platform/env";
import { createOutgoingGuard } from "@/lib/platform/outgoing-guard";
import { processEnv } from "./context";

/** What carries automated responses out: the webhook where one is configured, else the simulated fleet. null: nothing does. */
export function responseExecutor(
  { fleetControl, clock }: Pick<Ctx, "fleetControl" | "clock">,
  { responseWebhook, outgoingAllow }: Pick<Env, "responseWebhook" | "outgoingAllow"> = processEnv(),
): Executor | null {
  if (responseWebhook !== null)
    return createWebhookExecutor(responseWebhook, createOutgoingGuard(outgoingAllow), clock);
  return fleetControl === null ? null : createFleetExecutor(fleetControl);
}
