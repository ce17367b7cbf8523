import type { Stores } from "@/lib/context";
import type { Objective, StoredObjective } from "@/lib/domain/objective";
import { AppError } from "@/lib/platform/errors";

export type ObjectiveScope = Pick<Objective, "kind" | "region" | "service">;

export function sameScope(a: ObjectiveScope, b: ObjectiveScope): boolean {
  return a.kind === b.kind && a.region === b.region && a.service === b.service;
}

type Place = Pick<Objective, "region" | "service">;

/**
 * @param prefix of the fields' names: `/` in a body, none among parameters
 * @throws AppError bad-request that names what was never seen: an objective for it would never be judged
 */
export async function requireKnownPlace(
  stores: Stores,
  { region, service }: Place,
  prefix: "/" | "",
): Promise<void> {
  const unknown = (field: keyof Place, name: string) => ({
    pointer: prefix + field,
    message: `${JSON.stringify(name)} has never been seen`,
  });
  const errors = [
    ...(region === null || (await stores.catalog.knownRegion(region)) ? [] : [unknown("region", region)]),
    ...(service === null || (await stores.catalog.knownService(service))
      ? []
      : [unknown("service", service)]),
  ];
  if (errors.length === 0) return;
  const text = errors.map(({ pointer, message }) => `${pointer}: ${message}`).join("; ");
  throw new AppError("bad-request", text, { errors });
}

/** @throws AppError conflict where another objective of the kind has the scope */
export function requireFreeScope(
  all: readonly StoredObjective[],
  scope: ObjectiveScope,
  exceptId: string | null,
): void {
  const other = all.find((each) => each.id !== exceptId && sameScope(each, scope));
  if (other === undefined) return;
  const message = "There is an objective of this kind for this region and service already; change that one.";
  throw new AppError("conflict", message, {
    errors: [{ pointer: "/kind", message: "is taken in this scope" }],
  });
}
