import { plainTime } from "@/lib/domain/plain-figure";
import type { AttentionItem, RegionalMetrics, ServiceMetrics, Status } from "@/lib/domain/snapshot";
import { statusRank } from "@/lib/domain/status";
import { DAY_MS } from "@/lib/domain/window";

/** More than that is no list to act on. */
const MOST_ITEMS = 50;
/** A service silent for longer was probably taken out of use. */
const FORGET_MS = DAY_MS;

interface Ranked {
  readonly item: AttentionItem;
  readonly rank: number;
  readonly requestsPerSecond: number;
}

/** What somebody should look at, worst first: objectives missed, and senders that went silent. */
export function attentionItems(
  regions: readonly RegionalMetrics[],
  services: readonly ServiceMetrics[],
): AttentionItem[] {
  const silentRegions = new Set(regions.filter((region) => region.stale).map((region) => region.region));
  const withServices = new Set(services.map((service) => service.region));
  const ranked = [
    ...regions.flatMap((region) => itemOf(region, null, withServices.has(region.region))),
    ...services
      .filter((service) => !silentRegions.has(service.region))
      .flatMap((service) => itemOf(service, service.service, false)),
  ];
  ranked.sort((a, b) => b.rank - a.rank || b.requestsPerSecond - a.requestsPerSecond);
  return ranked.slice(0, MOST_ITEMS).map(({ item }) => item);
}

/** A region whose services speak for it is only listed when it went silent. */
function itemOf(
  scope: RegionalMetrics | ServiceMetrics,
  service: string | null,
  servicesSpeak: boolean,
): Ranked[] {
  const { region, status, newestSampleMs, asOfMs } = scope;
  const rank = statusRank(status);
  const requestsPerSecond = scope.requestsPerSecond ?? 0;
  if (scope.stale) {
    const forgotten = newestSampleMs === null || (service !== null && asOfMs - newestSampleMs > FORGET_MS);
    if (forgotten) return [];
    const text = `No telemetry from ${nameOf(region, service)} since ${plainTime(newestSampleMs)}.`;
    const severity = service === null ? "high" : "medium";
    return [{ item: { kind: "stale-source", severity, region, service, text }, rank, requestsPerSecond }];
  }
  if (servicesSpeak || status === "healthy" || status === "unknown") return [];
  const text = `${nameOf(region, service)}: ${scope.statusBecause}`;
  const item = { kind: "objective-missed", severity: severityOf(status), region, service, text } as const;
  return [{ item, rank, requestsPerSecond }];
}

function nameOf(region: string, service: string | null): string {
  return service === null ? region : `${service} in ${region}`;
}

function severityOf(status: Exclude<Status, "healthy" | "unknown">): AttentionItem["severity"] {
  return status === "degraded" ? "medium" : "critical";
}
