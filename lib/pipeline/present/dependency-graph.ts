/** A service and the names of the services that it calls, as the catalogue has them. */
export interface Caller {
  readonly name: string;
  readonly dependencies: readonly string[];
}

/** Who calls whom, both ways. Every name has an entry in both maps, in alphabetical order throughout. */
export interface DependencyGraph {
  readonly names: readonly string[];
  readonly calls: ReadonlyMap<string, readonly string[]>;
  readonly callers: ReadonlyMap<string, readonly string[]>;
}

/** A name that is only called belongs to it too; a service that names itself or another twice adds nothing. */
export function dependencyGraph(services: readonly Caller[]): DependencyGraph {
  const names = [...new Set(services.flatMap(({ name, dependencies }) => [name, ...dependencies]))].sort(
    byText,
  );
  const calls = new Map<string, Set<string>>(names.map((name) => [name, new Set()]));
  const callers = new Map<string, Set<string>>(names.map((name) => [name, new Set()]));
  for (const { name, dependencies } of services)
    for (const dependency of dependencies) {
      if (dependency === name) continue;
      calls.get(name)?.add(dependency);
      callers.get(dependency)?.add(name);
    }
  return { names, calls: sorted(calls), callers: sorted(callers) };
}

/** Everything that `name` reaches by one or more steps; itself only where a circle leads back to it. */
export function reachOf(edges: ReadonlyMap<string, readonly string[]>, name: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...(edges.get(name) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    open.push(...(edges.get(next) ?? []));
  }
  return reached;
}

/** A larger neighbourhood is no picture any more. */
export const MOST_AROUND = 40;

export interface Neighbourhood {
  readonly names: readonly string[];
  /** Only those one step away are in it: all would be too many. */
  readonly nearOnly: boolean;
  /** How many there are, near and far, without the service itself. */
  readonly total: number;
}

/** The service with all that it calls and all that call it, at any distance while that can still be drawn. */
export function neighbourhood(graph: DependencyGraph, name: string, most = MOST_AROUND): Neighbourhood {
  const { calls, callers } = graph;
  const all = new Set([...reachOf(calls, name), ...reachOf(callers, name), name]);
  const near = new Set([name, ...(calls.get(name) ?? []), ...(callers.get(name) ?? [])]);
  const nearOnly = all.size > most;
  return { names: [...(nearOnly ? near : all)].sort(byText), nearOnly, total: all.size - 1 };
}

function sorted(edges: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, readonly string[]> {
  return new Map([...edges].map(([name, others]) => [name, [...others].sort(byText)]));
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
