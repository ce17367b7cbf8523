import { SIMULATED_SERVICES } from "./world";

/**
 * Who calls whom: the weight is the share of a caller's time that it waits for the callee (shares of requests that make
 * the call × how long it is). Within a region; a callee's own dependencies are in its own row.
 */
const CALLS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "edge-gateway": {
    auth: 0.1,
    profile: 0.06,
    feed: 0.18,
    search: 0.1,
    media: 0.1,
    chat: 0.06,
    checkout: 0.03,
  },
  feed: { profile: 0.15, media: 0.1, recommendations: 0.3 },
  search: { catalog: 0.25, recommendations: 0.1 },
  chat: { profile: 0.15, notifications: 0.15 },
  checkout: { auth: 0.1, catalog: 0.2, payments: 0.4 },
  payments: { auth: 0.1 },
  recommendations: { catalog: 0.15, profile: 0.15 },
};

export interface Dependency {
  /** service.index of the callee. */
  readonly index: number;
  readonly weight: number;
}

const indexOf = (name: string) => SIMULATED_SERVICES.findIndex((service) => service.name === name);

/** By service.index. */
export const DEPENDENCIES: readonly (readonly Dependency[])[] = SIMULATED_SERVICES.map(({ name }) =>
  Object.entries(CALLS[name] ?? {}).map(([callee, weight]) => ({ index: indexOf(callee), weight })),
);

/** service.index of every service, callees before their callers. */
export const CALLEES_FIRST: readonly number[] = sortCalleesFirst();

function sortCalleesFirst(): number[] {
  const order: number[] = [];
  const visit = (index: number) => {
    if (order.includes(index)) return;
    for (const dependency of DEPENDENCIES[index]) visit(dependency.index);
    order.push(index);
  };
  for (const { index } of SIMULATED_SERVICES) visit(index);
  return order;
}
