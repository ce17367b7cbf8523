/** How much a service has of what is predicted, for example its share of errors or its CPU. */
export interface ServiceLoad {
  readonly service: string;
  readonly value: number;
}

export interface AffectedServices {
  /** Where it is worst; null: no service sends it. */
  readonly origin: string | null;
  /** The origin first, then who calls it, nearest first. */
  readonly services: readonly string[];
}

/** Who suffers when the worst one fails: it, those that call it, and those that call them. */
export function affectedServices(
  loads: readonly ServiceLoad[],
  dependenciesOf: ReadonlyMap<string, readonly string[]>,
): AffectedServices {
  const known = loads.filter(({ value }) => !Number.isNaN(value));
  if (known.length === 0) return { origin: null, services: [] };
  const origin = known.reduce((worst, each) => (each.value > worst.value ? each : worst)).service;
  const services = new Set([origin]);
  for (const reached of services)
    for (const [caller, called] of dependenciesOf) if (called.includes(reached)) services.add(caller);
  return { origin, services: [...services] };
}
