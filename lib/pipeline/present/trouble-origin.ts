import type { StatusCode } from "@/lib/contracts/status";
import { dependencyGraph, reachOf, type Caller, type DependencyGraph } from "./dependency-graph";

export interface JudgedCaller extends Caller {
  readonly status: StatusCode;
}

export interface Sufferer {
  readonly name: string;
  /** It calls the origin itself, not only through others. */
  readonly direct: boolean;
}

/** Where trouble likely begins. Always a suspicion: it follows from statuses and who calls whom alone. */
export interface TroubleOrigin {
  /** One, or several unhealthy ones that call each other in a circle. */
  readonly names: readonly string[];
  /** Unhealthy services that call it, directly or through others; direct ones first. */
  readonly sufferers: readonly Sufferer[];
  /** What it depends on that sends no telemetry: the origin may lie there. */
  readonly silent: readonly string[];
}

const UNHEALTHY: readonly StatusCode[] = ["degraded", "critical", "down"];
const WORST_FIRST: readonly StatusCode[] = ["down", "critical", "degraded", "unknown", "healthy"];

/**
 * The unhealthy services none of whose dependencies, at any distance, is unhealthy, and who suffers from each; those with
 * the most sufferers first. Services that nobody has connected with others are left out: of them nothing follows.
 */
export function troubleOrigins(services: readonly JudgedCaller[]): readonly TroubleOrigin[] {
  const graph = dependencyGraph(services);
  const statuses = new Map(services.map(({ name, status }) => [name, status]));
  const unhealthy = graph.names.filter((name) => isUnhealthy(statuses.get(name)) && isConnected(graph, name));
  const behind = new Map(unhealthy.map((name) => [name, reachOf(graph.calls, name)]));
  const reaches = (from: string, to: string) => behind.get(from)?.has(to) ?? false;
  const circleOf = (name: string) =>
    unhealthy.filter((other) => other === name || (reaches(name, other) && reaches(other, name)));
  const begins = (name: string) => unhealthy.every((other) => !reaches(name, other) || reaches(other, name));
  const circles = new Map(
    unhealthy.filter(begins).map((name) => [JSON.stringify(circleOf(name)), circleOf(name)]),
  );
  const severity = (names: readonly string[]) =>
    Math.min(...names.map((name) => WORST_FIRST.indexOf(statuses.get(name) ?? "unknown")));
  return [...circles.values()]
    .map((names): TroubleOrigin => {
      const sufferers = unhealthy
        .filter((other) => !names.includes(other) && reaches(other, names[0]))
        .map((name) => ({ name, direct: calls(graph, name, names) }));
      sufferers.sort((a, b) => Number(b.direct) - Number(a.direct));
      const dependencies = new Set(names.flatMap((name) => [...(behind.get(name) ?? [])]));
      const silent = [...dependencies]
        .filter((name) => (statuses.get(name) ?? "unknown") === "unknown")
        .sort();
      return { names, sufferers, silent };
    })
    .sort((a, b) => b.sufferers.length - a.sufferers.length || severity(a.names) - severity(b.names));
}

/** The suspicions that concern a service: it is the origin, or suffers from it. */
export function suspicionsAbout(
  origins: readonly TroubleOrigin[],
  service: string,
): readonly TroubleOrigin[] {
  return origins.filter(
    ({ names, sufferers }) => names.includes(service) || sufferers.some(({ name }) => name === service),
  );
}

export interface SuspectEdge {
  readonly from: string;
  readonly to: string;
}

/** The calls by which trouble likely travelled: each lies on a way from a sufferer to the origin. */
export function troublePath(graph: DependencyGraph, origins: readonly TroubleOrigin[]): SuspectEdge[] {
  const edges = origins.flatMap(({ names, sufferers }) => {
    const upstream = new Set(names.flatMap((name) => [name, ...reachOf(graph.callers, name)]));
    const troubled = sufferers.map(({ name }) => name);
    const touched = new Set(troubled.flatMap((name) => [name, ...reachOf(graph.calls, name)]));
    return [...touched]
      .filter((from) => !names.includes(from))
      .flatMap((from) =>
        (graph.calls.get(from) ?? []).filter((to) => upstream.has(to)).map((to) => ({ from, to })),
      );
  });
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
}

function calls(graph: DependencyGraph, name: string, others: readonly string[]): boolean {
  return (graph.calls.get(name) ?? []).some((callee) => others.includes(callee));
}

function isUnhealthy(status: StatusCode | undefined): boolean {
  return status !== undefined && UNHEALTHY.includes(status);
}

function isConnected({ calls: callees, callers }: DependencyGraph, name: string): boolean {
  return (callees.get(name) ?? []).length > 0 || (callers.get(name) ?? []).length > 0;
}
