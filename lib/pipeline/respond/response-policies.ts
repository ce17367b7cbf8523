import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { ResponsePolicy, ResponsePolicySettings } from "@/lib/domain/response";
import { AppError } from "@/lib/platform/errors";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { ACTION_DEFINITIONS } from "./actions/action-definitions";

/** Every active incident is compared with each. */
const MAX_POLICIES = 100;

interface Conditional {
  readonly id: string;
  readonly ifMatch: string | null;
}

/** Policies by name. Needs metrics:read. */
export async function listResponsePolicies(ctx: Ctx): Promise<ResponsePolicy[]> {
  requireScope(ctx.actor, "metrics:read");
  return ctx.responsePolicies.list();
}

/** Needs metrics:read. @throws AppError not-found */
export async function findResponsePolicy(ctx: Ctx, { id }: { readonly id: string }): Promise<ResponsePolicy> {
  requireScope(ctx.actor, "metrics:read");
  return requirePolicy(ctx, id);
}

/** Needs settings:write. @throws AppError bad-request for an action that cannot be, conflict for a name that is taken */
export async function createResponsePolicy(
  ctx: Ctx,
  settings: ResponsePolicySettings,
): Promise<ResponsePolicy> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    await requirePossible(tx, settings, null);
    if ((await tx.responsePolicies.list()).length >= MAX_POLICIES)
      throw new AppError("conflict", `There are ${MAX_POLICIES} policies already.`);
    const created = await tx.responsePolicies.create(settings);
    await tx.audit.append(ctx.actor, "response-policy.created", created.id, settings);
    return created;
  });
}

/** Needs settings:write. @throws AppError not-found, precondition-required, precondition-failed, bad-request, conflict */
export async function updateResponsePolicy(
  ctx: Ctx,
  { id, ifMatch, settings }: Conditional & { readonly settings: ResponsePolicySettings },
): Promise<ResponsePolicy> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const before = await requirePolicy(tx, id);
    const version = requireVersion(ifMatch, before.version);
    await requirePossible(tx, settings, id);
    const updated = await tx.responsePolicies.update(id, version, settings);
    if (updated === null) throw changedSince();
    await tx.audit.append(ctx.actor, "response-policy.updated", id, { before, after: updated });
    return updated;
  });
}

/** Its runs stay in the ledger. Needs settings:write. @throws AppError not-found, precondition-required, precondition-failed */
export async function deleteResponsePolicy(ctx: Ctx, { id, ifMatch }: Conditional): Promise<ResponsePolicy> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const before = await requirePolicy(tx, id);
    const version = requireVersion(ifMatch, before.version);
    if (!(await tx.responsePolicies.remove(id, version))) throw changedSince();
    await tx.audit.append(ctx.actor, "response-policy.deleted", id, before);
    return before;
  });
}

async function requirePolicy(stores: Stores, id: string): Promise<ResponsePolicy> {
  const policy = await stores.responsePolicies.find(id);
  if (policy === null) throw new AppError("not-found", "There is no such policy.");
  return policy;
}

async function requirePossible(
  tx: Stores,
  { name, actions }: ResponsePolicySettings,
  id: string | null,
): Promise<void> {
  if (await tx.responsePolicies.nameTaken(name, id))
    throw new AppError("conflict", `There is a policy named “${name}” already.`);
  actions.forEach(({ kind, share, toRegion }, at) => {
    const { mostShare } = ACTION_DEFINITIONS[kind];
    if (mostShare === null && share !== null) throw wrong(at, "share", `must be absent for ${kind}`);
    if (mostShare !== null && (share === null || share > mostShare))
      throw wrong(at, "share", `must be a share of at most ${mostShare} for ${kind}`);
    if (toRegion !== null && kind !== "shift-traffic")
      throw wrong(at, "to_region", `must be absent for ${kind}`);
  });
}

function wrong(at: number, field: string, message: string): AppError {
  const pointer = `/actions/${at}/${field}`;
  return new AppError("bad-request", `${pointer}: ${message}`, { errors: [{ pointer, message }] });
}
