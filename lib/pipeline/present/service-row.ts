import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { ServiceContract } from "@/lib/contracts/service";
import type { ServiceTotalsContract, ServiceTotalsResponse } from "@/lib/contracts/service-totals";
import type { StatusCode } from "@/lib/contracts/status";
import { missingModel, type MissingModel } from "./figure-model";
import { heatStrip, type HeatStrip } from "./heat-strip";
import type { RegionNames } from "./region-name";
import { byUrgency, scopeState, urgency } from "./region-state";
import { stateHeadline } from "./state-headline";
import type { StatusModel } from "./status-model";

/** A figure of the list: its number, or why there is none. */
export interface ServiceFigure {
  readonly value: number | null;
  readonly missing: MissingModel | null;
}

/** A service as the list shows it: its present, and what the catalogue knows of it. */
export interface ServiceRow {
  readonly name: string;
  readonly status: StatusCode;
  readonly state: StatusModel;
  /** 0 is worst. */
  readonly urgency: number;
  readonly because: string;
  /** It reports no more. */
  readonly stale: boolean;
  readonly newestSampleAt: string | null;
  readonly health: ServiceFigure;
  readonly requests: ServiceFigure;
  readonly errors: ServiceFigure;
  readonly p99: ServiceFigure;
  readonly regions: HeatStrip;
  readonly owner: string | null;
  readonly contact: string | null;
  readonly tier: number | null;
  readonly dependencies: readonly string[];
}

export interface ServiceList {
  /** Worst first, then by traffic. */
  readonly rows: readonly ServiceRow[];
  /** The regions of the strips, in their order. */
  readonly regions: readonly { readonly code: string; readonly name: string }[];
  readonly headline: string;
}

const NEVER_JUDGED = "No monitoring cycle has judged it yet.";

/** Every service that was ever seen: those of the newest cycle, and those that only the catalogue has. */
export function serviceList(
  totals: ServiceTotalsResponse,
  catalogue: readonly ServiceContract[],
  nameOf: RegionNames,
): ServiceList {
  const entries = new Map(catalogue.map((entry) => [entry.name, entry]));
  const sorted = [...totals.data].sort(byUrgency);
  const seen = new Set(sorted.map((service) => service.service_name));
  const regions = [
    ...new Set(sorted.flatMap((service) => service.regions.map(({ region }) => region))),
  ].sort();
  const rows = [
    ...sorted.map((service) => {
      const strip = heatStrip(service.regions, regions, nameOf);
      return serviceRow(service, entries.get(service.service_name), strip, totals.meta.missing);
    }),
    ...catalogue
      .filter(({ name }) => !seen.has(name))
      .map((entry) => unjudgedRow(entry, heatStrip([], regions, nameOf))),
  ];
  return {
    rows,
    regions: regions.map((code) => ({ code, name: nameOf(code) })),
    headline:
      rows.length === 0
        ? "No service has reported yet."
        : stateHeadline(rows, { one: "service", many: "services" }),
  };
}

function serviceRow(
  service: ServiceTotalsContract,
  entry: ServiceContract | undefined,
  regions: HeatStrip,
  missing: readonly MissingFigureContract[],
): ServiceRow {
  const name = service.service_name;
  const figure = (value: number | null, field: string): ServiceFigure => ({
    value,
    missing: value === null ? missingModel(field, missing, undefined, name) : null,
  });
  return {
    name,
    status: service.status,
    state: scopeState(service),
    urgency: urgency(service),
    because: service.status_because,
    stale: service.stale,
    newestSampleAt: service.newest_sample_at,
    health: figure(service.health_score, "health_score"),
    requests: figure(service.requests_per_second, "requests_per_second"),
    errors: figure(service.error_rate, "error_rate"),
    p99: figure(service.latency_p99, "latency_p99"),
    regions,
    ...knownOf(entry),
  };
}

function unjudgedRow(entry: ServiceContract, regions: HeatStrip): ServiceRow {
  const nothing: ServiceFigure = {
    value: null,
    missing: { stale: false, word: "No data", remedy: NEVER_JUDGED },
  };
  const scope = { status: "unknown", stale: true, newest_sample_at: null } as const;
  return {
    name: entry.name,
    status: "unknown",
    state: scopeState(scope),
    urgency: urgency(scope),
    because: NEVER_JUDGED,
    stale: true,
    newestSampleAt: null,
    ...{ health: nothing, requests: nothing, errors: nothing, p99: nothing },
    regions,
    ...knownOf(entry),
  };
}

function knownOf(entry: ServiceContract | undefined) {
  return {
    owner: entry?.owner ?? null,
    contact: entry?.contact ?? null,
    tier: entry?.tier ?? null,
    dependencies: entry?.dependencies ?? [],
  };
}
