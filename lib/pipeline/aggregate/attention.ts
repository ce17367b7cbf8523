import { plainTime } from "@/lib/domain/plain-figure";
import type { AttentionItem, RegionalMetrics, ServiceMetrics, Status } from "@/lib/domain/snapshot";
import { scopeKey } from "@/lib/domain/rollup-row";
import { statusRank } from "@/lib/domain/status";
import { DAY_MS } from "@/lib/domain/window";

/** More than that is no list to act on. */
const MOST_ITEMS = 50;
/** A service silent for longer was probably taken out of use. */
const FORGET_MS = DAY_MS;

interface Ranked {
  readonly item: AttentionItem;
  /** A minute's money that decides its place; null: not known. */
  readonly money: number | null;
  readonly rank: number;
  readonly requestsPerSecond: number;
}

/** Per minute by scopeKey: what a scope should bring. */
export type ExpectedMoney = ReadonlyMap<string, number>;
const NO_MONEY: ExpectedMoney = new Map();

/**
 * What somebody should look at: objectives missed, and senders that went silent. Most money at risk first; what nobody can
 * see ranks by what it should bring. Where no money is known, by status and then by traffic.
 */
export function attentionItems(
  regions: readonly RegionalMetrics[],
  services: readonly ServiceMetrics[],
  expected: ExpectedMoney = NO_MONEY,
): AttentionItem[] {
  const silentRegions = new Set(regions.filter((region) => region.stale).map((region) => region.region));
  const withServices = new Set(services.map((service) => service.region));
  const ranked = [
    ...regions.flatMap((region) => itemOf(region, null, withServices.has(region.region), expected)),
    ...services
      .filter((service) => !silentRegions.has(service.region))
      .flatMap((service) => itemOf(service, service.service, false, expected)),
  ];
  ranked.sort(
    (a, b) =>
      (b.money ?? -1) - (a.money ?? -1) || b.rank - a.rank || b.requestsPerSecond - a.requestsPerSecond,
  );
  return ranked.slice(0, MOST_ITEMS).map(({ item }) => item);
}

/** A region whose services speak for it is only listed when it went silent. */
function itemOf(
  scope: RegionalMetrics | ServiceMetrics,
  service: string | null,
  servicesSpeak: boolean,
  expected: ExpectedMoney,
): Ranked[] {
  const { region, status, newestSampleMs, asOfMs, impact } = scope;
  const usersAffected = impact?.usersAffected ?? null;
  const moneyAtRiskPerMinute = impact?.moneyAtRiskPerMinute ?? null;
  const cost = { usersAffected, moneyAtRiskPerMinute };
  const place = { rank: statusRank(status), requestsPerSecond: scope.requestsPerSecond ?? 0 };
  const money = moneyAtRiskPerMinute?.high ?? null;
  if (scope.stale) {
    const forgotten = newestSampleMs === null || (service !== null && asOfMs - newestSampleMs > FORGET_MS);
    if (forgotten) return [];
    const text = `No telemetry from ${nameOf(region, service)} since ${plainTime(newestSampleMs)}.`;
    const severity = service === null ? "high" : "medium";
    const unseen = money ?? expected.get(scopeKey(region, service)) ?? null;
    const item = { kind: "stale-source", severity, region, service, text, ...cost } as const;
    return [{ item, money: unseen, ...place }];
  }
  if (servicesSpeak || status === "healthy" || status === "unknown") return [];
  const text = `${nameOf(region, service)}: ${scope.statusBecause}`;
  const severity = severityOf(status);
  const item = { kind: "objective-missed", severity, region, service, text, ...cost } as const;
  return [{ item, money, ...place }];
}

function nameOf(region: string, service: string | null): string {
  return service === null ? region : `${service} in ${region}`;
}

function severityOf(status: Exclude<Status, "healthy" | "unknown">): AttentionItem["severity"] {
  return status === "degraded" ? "medium" : "critical";
}
