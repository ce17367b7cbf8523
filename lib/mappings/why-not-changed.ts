import type { Stores } from "@/lib/context";
import { AppError } from "@/lib/platform/errors";

/** Why a rule was neither changed nor deleted. */
export async function whyNotChanged(stores: Stores, key: string): Promise<AppError> {
  const there = await stores.mapping.find(key);
  if (there === null) return new AppError("not-found", `No rule has the key ${key}.`);
  if (there.builtIn) return new AppError("conflict", "A built-in rule cannot be deleted; switch it off.");
  return new AppError("precondition-failed", "Somebody changed this rule since you read it. Read it again.");
}
