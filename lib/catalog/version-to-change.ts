import type { Stores } from "@/lib/context";
import { AppError, isAppError } from "@/lib/platform/errors";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";

/** What the audit calls a change, and of what. */
export interface ChangeName {
  readonly action: string;
  readonly subject: string;
}

/**
 * The version that a change is meant for.
 * @throws AppError precondition-required without If-Match; precondition-failed, with who changed it and when
 */
export async function versionToChange(
  stores: Stores,
  change: ChangeName,
  ifMatch: string | null,
  current: number,
): Promise<number> {
  try {
    return requireVersion(ifMatch, current);
  } catch (error) {
    const outdated = isAppError(error) && error.code === "precondition-failed";
    throw outdated ? await whyChanged(stores, change) : error;
  }
}

/** The refusal of a change to what somebody else changed meanwhile. */
export async function whyChanged(stores: Stores, { action, subject }: ChangeName): Promise<AppError> {
  const newest = await stores.audit.newest(action, subject);
  if (newest === null) return changedSince();
  const who = newest.actor.replace(/^\w+:/, "");
  const at = new Date(newest.atMs).toISOString();
  return new AppError("precondition-failed", `${who} changed it at ${at}, since you read it. Read it again.`);
}
