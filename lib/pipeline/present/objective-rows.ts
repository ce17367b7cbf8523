import type { ObjectiveContract, ObjectiveStandingContract } from "@/lib/contracts/objective";

/** How an objective stands in one place. */
export interface ObjectiveRow {
  readonly key: string;
  readonly objective: ObjectiveContract;
  readonly region: string | null;
  readonly service: string | null;
  readonly standing: ObjectiveStandingContract | null;
}

/** Each objective in its own scope. */
export function ownRows(objectives: readonly ObjectiveContract[]): ObjectiveRow[] {
  return objectives.map((objective) => {
    const { region, service, standing } = objective;
    return rowOf(objective, { region, service, standing });
  });
}

/** Those for everything, in each region and each service that has none of its own. */
export function partRows(objectives: readonly ObjectiveContract[]): ObjectiveRow[] {
  return objectives.flatMap((objective) =>
    objective.parts.map((standing) => {
      const { region, service } = standing;
      return rowOf(objective, { region, service, standing });
    }),
  );
}

/** What is judged in a place: for a region all of it and of services in it, for a service all of it and in any region. */
export function rowsOfPlace(
  objectives: readonly ObjectiveContract[],
  place: { readonly region?: string | null; readonly service?: string | null },
): ObjectiveRow[] {
  const region = place.region ?? null;
  const service = place.service ?? null;
  if (region === null && service === null) return ownRows(objectives);
  const isThere = (row: ObjectiveRow) => {
    const inRegion = region === null || row.region === region;
    const inService = service === null || row.service === service;
    if (region === null || service === null) return inRegion && inService;
    // Of a service in a region what holds for either as a whole counts as well.
    const fits = (row.region ?? region) === region && (row.service ?? service) === service;
    return fits && (row.region !== null || row.service !== null);
  };
  return [...ownRows(objectives), ...partRows(objectives)].filter(isThere);
}

function rowOf(
  objective: ObjectiveContract,
  { region, service, standing }: Pick<ObjectiveRow, "region" | "service" | "standing">,
): ObjectiveRow {
  return { key: JSON.stringify([objective.id, region, service]), objective, region, service, standing };
}
