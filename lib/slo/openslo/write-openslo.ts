import { stringify } from "yaml";
import type { Objective } from "@/lib/domain/objective";
import { ObjectNames } from "./object-names";
import {
  ALL_SERVICES,
  API_VERSION,
  BUDGETING_METHOD,
  complement,
  MAX_NAME,
  METRIC,
  PERCENTILES,
  SOURCE_TYPE,
} from "./vocabulary";

type Exported = Omit<Objective, "builtIn">;

/** Objectives as OpenSLO v1: one Service for each service they name, one SLO each, with its indicator inside. */
export function writeOpenslo(objectives: readonly Exported[]): string {
  const names = new ObjectNames();
  const services = new Map<string | null, string>();
  for (const { service } of objectives)
    if (!services.has(service)) services.set(service, names.nameOf(service ?? ALL_SERVICES));
  const sloNames = new ObjectNames();
  const documents = [
    ...[...services].map(([service, name]) => serviceObject(service, name)),
    ...objectives.map((objective) => sloObject(objective, services.get(objective.service)!, sloNames)),
  ];
  return documents.map((document) => stringify(document, { lineWidth: 0 })).join("---\n");
}

function serviceObject(service: string | null, name: string): object {
  const displayName = shortened(service ?? "All services");
  const description = service === null ? "Every service without an objective of its own." : undefined;
  return {
    apiVersion: API_VERSION,
    kind: "Service",
    metadata: { name, displayName },
    spec: description === undefined ? {} : { description },
  };
}

function sloObject(objective: Exported, serviceName: string, names: ObjectNames): object {
  const { kind, region, windowDays } = objective;
  const name = names.nameOf(serviceName, ...(region === null ? [] : [region]), kind);
  const displayName = shortened(titleOf(objective));
  return {
    apiVersion: API_VERSION,
    kind: "SLO",
    metadata: { name, displayName },
    spec: {
      service: serviceName,
      indicator: { metadata: { name }, spec: indicatorSpec(objective) },
      timeWindow: [{ duration: `${windowDays}d`, isRolling: true }],
      budgetingMethod: BUDGETING_METHOD,
      objectives: [targetOf(objective)],
    },
  };
}

function indicatorSpec({ kind, region, service }: Exported): object {
  const metric = (of: string) => ({
    metricSource: { type: SOURCE_TYPE, spec: { metric: of, service, region } },
  });
  switch (kind) {
    case "availability":
      return { ratioMetric: { counter: true, good: metric(METRIC.good), total: metric(METRIC.total) } };
    case "error-ratio":
      return { ratioMetric: { counter: true, bad: metric(METRIC.bad), total: metric(METRIC.total) } };
    case "latency-p99":
    case "latency-p95":
      return { thresholdMetric: metric(METRIC.latency) };
    default:
      return kind satisfies never;
  }
}

function targetOf({ kind, target }: Exported): object {
  switch (kind) {
    case "availability":
      return { target };
    case "error-ratio":
      return { target: complement(target) };
    case "latency-p99":
      return { op: "lte", value: target, target: PERCENTILES.p99 };
    case "latency-p95":
      return { op: "lte", value: target, target: PERCENTILES.p95 };
    default:
      return kind satisfies never;
  }
}

const TITLES: Readonly<Record<Objective["kind"], string>> = {
  availability: "Availability",
  "error-ratio": "Error rate",
  "latency-p99": "p99 latency",
  "latency-p95": "p95 latency",
};

function titleOf({ kind, region, service }: Exported): string {
  return `${TITLES[kind]} of ${service ?? "all services"}${region === null ? "" : ` in ${region}`}`;
}

/** OpenSLO's own tools refuse longer ones. */
function shortened(text: string): string {
  return text.length > MAX_NAME ? `${text.slice(0, MAX_NAME - 1)}…` : text;
}
