import type { CatalogService } from "@/lib/domain/catalog";
import type { Deployment } from "@/lib/domain/deployment";
import { objectivesFor, type Objective } from "@/lib/domain/objective";
import { personOn, type OpenIncident } from "@/lib/domain/open-incident";
import type { AttentionItem, RegionalMetrics, ServiceMetrics } from "@/lib/domain/snapshot";
import { MINUTE_MS } from "@/lib/domain/window";

/** A change this long before a trouble began is suspected of it. */
const SUSPECTED_MS = 30 * MINUTE_MS;

export type TroubleKind = "silent" | "down" | "failing" | "slow" | "burning" | "incident";

/** One thing that needs attention, with what a sentence says of it. null = not known. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly region: string | null;
  readonly service: string | null;
  readonly latencyP99Ms: number | null;
  readonly errorRatio: number | null;
  readonly newestSampleMs: number | null;
  readonly sinceMs: number | null;
  readonly owner: string | null;
  readonly contact: string | null;
  /** The newest change shortly before it began. */
  readonly change: Deployment | null;
  /** null: it is of none. */
  readonly incident: TroubleIncident | null;
}

export interface TroubleIncident {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  /** null: nobody. */
  readonly person: string | null;
}

export interface TroubleContext {
  readonly regions: readonly RegionalMetrics[];
  readonly services: readonly ServiceMetrics[];
  readonly objectives: readonly Objective[];
  readonly catalogServices: readonly CatalogService[];
  /** Changes of the last hours. */
  readonly deployments: readonly Deployment[];
  readonly incidents: readonly OpenIncident[];
}

/** What the items of the attention list are about, in their order. */
export function troublesOf(items: readonly AttentionItem[], context: TroubleContext): Trouble[] {
  return items.flatMap((item) => {
    const scope = scopeOf(item, context);
    const incident = context.incidents.find(({ id }) => id === item.incident?.id);
    // An incident may be of a place of which nothing else is known.
    return scope === undefined && incident === undefined ? [] : [troubleOf(item, scope, incident, context)];
  });
}

type Scope = RegionalMetrics | ServiceMetrics;

function scopeOf({ region, service }: AttentionItem, context: TroubleContext): Scope | undefined {
  return service === null
    ? context.regions.find((row) => row.region === region)
    : context.services.find((row) => row.region === region && row.service === service);
}

function troubleOf(
  item: AttentionItem,
  scope: Scope | undefined,
  incident: OpenIncident | undefined,
  context: TroubleContext,
): Trouble {
  const { region, service } = item;
  const known = context.catalogServices.find(({ name }) => name === service);
  const sinceMs = incident?.impactStartMs ?? scope?.statusSinceMs ?? null;
  return {
    kind: kindOf(item, scope, context.objectives),
    region,
    service,
    latencyP99Ms: scope?.latencyP99Ms ?? null,
    errorRatio: scope?.errorRatio ?? null,
    newestSampleMs: scope?.newestSampleMs ?? null,
    sinceMs,
    owner: known?.owner ?? null,
    contact: known?.contact ?? null,
    change: sinceMs === null ? null : suspectedChange(item, sinceMs, context.deployments),
    incident: incident === undefined ? null : { ...pickOf(incident), person: personOn(incident) },
  };
}

function pickOf({ id, number, title }: OpenIncident) {
  return { id, number, title };
}

function kindOf(
  item: AttentionItem,
  scope: Scope | undefined,
  objectives: readonly Objective[],
): TroubleKind {
  if (item.kind === "stale-source") return "silent";
  if (scope === undefined) return "incident";
  if (item.kind === "incident" && scope.stale && scope.newestSampleMs !== null) return "silent";
  if (scope.status === "down") return "down";
  const { errorRatio, latencyP99Ms } = objectivesFor(objectives, item.region, item.service);
  if (scope.errorRatio !== null && scope.errorRatio > errorRatio) return "failing";
  if (scope.latencyP99Ms !== null && scope.latencyP99Ms > latencyP99Ms) return "slow";
  return item.kind === "incident" ? "incident" : "burning";
}

function suspectedChange(
  { region, service }: AttentionItem,
  sinceMs: number,
  deployments: readonly Deployment[],
): Deployment | null {
  const fits = deployments.filter(
    (one) =>
      (one.service === null || one.service === service) &&
      (one.region === null || one.region === region) &&
      one.deployedAtMs <= sinceMs &&
      one.deployedAtMs >= sinceMs - SUSPECTED_MS,
  );
  return fits.reduce<Deployment | null>(
    (newest, one) => (newest === null || one.deployedAtMs > newest.deployedAtMs ? one : newest),
    null,
  );
}
