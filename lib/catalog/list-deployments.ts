import { requireScope } from "@/lib/auth/require-scope";
import type { DeploymentFilter } from "./deployment-store";
import type { Ctx } from "@/lib/context";
import type { Deployment } from "@/lib/domain/deployment";

export interface DeploymentPage {
  readonly deployments: readonly Deployment[];
  /** null on the last page. */
  readonly last: { readonly deployedAtMs: number; readonly id: string } | null;
}

/** Change events, newest first. Needs metrics:read. */
export async function listDeployments(ctx: Ctx, filter: DeploymentFilter): Promise<DeploymentPage> {
  requireScope(ctx.actor, "metrics:read");
  const found = await ctx.deployments.list({ ...filter, limit: filter.limit + 1 });
  const deployments = found.slice(0, filter.limit);
  return { deployments, last: found.length > filter.limit ? (deployments.at(-1) ?? null) : null };
}
