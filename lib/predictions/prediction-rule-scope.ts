import type { Stores } from "@/lib/context";
import type { PredictionRule, StoredPredictionRule } from "@/lib/domain/prediction-rule";
import { AppError } from "@/lib/platform/errors";

type Scope = Pick<PredictionRule, "kind" | "region">;

export function sameRuleScope(a: Scope, b: Scope): boolean {
  return a.kind === b.kind && a.region === b.region;
}

/** @throws AppError bad-request for a region never seen: a rule for it would never be used */
export async function requireKnownRuleRegion(stores: Stores, { region }: Scope): Promise<void> {
  if (region === null || (await stores.catalog.knownRegion(region))) return;
  const message = `${JSON.stringify(region)} has never been seen`;
  throw new AppError("bad-request", `/region: ${message}`, { errors: [{ pointer: "/region", message }] });
}

/** @throws AppError conflict where another rule of the kind is for the region */
export function requireFreeRuleScope(
  all: readonly StoredPredictionRule[],
  scope: Scope,
  exceptId: string | null,
): void {
  if (!all.some((each) => each.id !== exceptId && sameRuleScope(each, scope))) return;
  const message = "There is a rule of this kind for this region already; change that one.";
  const errors = [{ pointer: "/kind", message: "is taken in this region" }];
  throw new AppError("conflict", message, { errors });
}

/** @throws AppError not-found */
export async function requireRule(stores: Stores, id: string): Promise<StoredPredictionRule> {
  const rule = await stores.predictionRules.find(id);
  if (rule === null) throw new AppError("not-found", "No prediction rule has this id.");
  return rule;
}
