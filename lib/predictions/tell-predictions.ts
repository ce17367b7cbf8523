import type { Stores } from "@/lib/context";
import type { MetricName } from "@/lib/domain/metric";
import type { StoredObjective } from "@/lib/domain/objective";
import { PREDICTION_KIND_DEFINITIONS, type PredictedMetric, type Prediction } from "@/lib/domain/prediction";
import { HOUR_MS, TIERS } from "@/lib/domain/window";
import { affectedServices, type ServiceLoad } from "@/lib/pipeline/detect/affected-services";
import { describePrediction, recommendedActions } from "@/lib/pipeline/detect/prediction-words";

const FINE_TIER = TIERS.find(({ name }) => name === "5m")!;
/** Services are compared over this long, and changes this long before are suspects. */
const BEFORE_MS = 2 * HOUR_MS;
const MOST_SUSPECTS = 3;
/** Of all services of the region; those of the affected ones are picked from them. */
const MOST_CHANGES = 500;
const PRODUCTION = "production";

/** By which of their own figures services are told apart. */
const LOADS: Readonly<Record<PredictedMetric, MetricName>> = {
  ...{ cpu: "cpu", memory: "memory", disk: "disk", connection_utilization: "connection_utilization" },
  ...{ latency_p99: "latency", budget: "errors" },
};

/** Adds to new predictions who is affected, what to do and a sentence; from nothing that is stamped after they opened. */
export async function tellPredictions(stores: Stores, opened: readonly Prediction[]): Promise<Prediction[]> {
  if (opened.length === 0) return [];
  const [regions, services] = [await stores.catalog.regions(), await stores.catalog.services()];
  const objectives = await stores.objectives.all();
  const dependenciesOf = new Map(services.map(({ name, dependencies }) => [name, dependencies]));
  const told: Prediction[] = [];
  for (const prediction of opened) {
    const objective = objectives.find(({ id }) => id === prediction.objectiveId) ?? null;
    const loads = await readLoads(stores, prediction, objective, [...dependenciesOf.keys()]);
    const { origin, services: affected } = affectedServices(loads, dependenciesOf);
    const place =
      regions.find(({ code }) => code === prediction.region)?.name ?? prediction.region ?? "all regions";
    const suspects = await readSuspects(stores, prediction, affected);
    const scene = { place, origin, objective, suspects };
    const actions = recommendedActions(prediction.kind, scene);
    told.push({ ...prediction, affected, actions, description: describePrediction(prediction, scene) });
  }
  return told;
}

async function readLoads(
  { rollups }: Stores,
  { kind, region, service, openedMs }: Prediction,
  objective: StoredObjective | null,
  services: readonly string[],
): Promise<ServiceLoad[]> {
  if (service !== null) return [{ service, value: 1 }];
  if (services.length === 0) return [];
  const metric = objective?.kind.startsWith("latency")
    ? "latency"
    : LOADS[PREDICTION_KIND_DEFINITIONS[kind].metric];
  const span = { tier: FINE_TIER, fromMs: openedMs - BEFORE_MS, toMs: openedMs };
  const query = { metrics: [metric], regions: region === null ? null : [region], services, ...span };
  const rows = (await rollups.serviceHistory(query)).flatMap(({ parts }) => parts);
  const total = (service: string, of: "sum" | "count") =>
    rows.filter((row) => row.service === service).reduce((sum, row) => sum + row[of], 0);
  return [...new Set(rows.flatMap(({ service }) => service ?? []))].map((service) => ({
    service,
    value: metric === "errors" ? total(service, "sum") : total(service, "sum") / total(service, "count"),
  }));
}

/** Changes of production of what is affected, the newest ones. */
async function readSuspects(
  { deployments }: Stores,
  { region, openedMs }: Prediction,
  affected: readonly string[],
) {
  const span = { fromMs: openedMs - BEFORE_MS, toMs: openedMs, limit: MOST_CHANGES };
  const changes = await deployments.list({
    ...{ ...span, environment: PRODUCTION },
    ...(region === null ? {} : { region }),
  });
  return changes
    .filter(({ service }) => service === null || affected.length === 0 || affected.includes(service))
    .slice(0, MOST_SUSPECTS);
}
