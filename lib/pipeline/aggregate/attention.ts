import { plainTime } from "@/lib/domain/plain-figure";
import type { AttentionItem, RegionalMetrics, ServiceMetrics, Status } from "@/lib/domain/snapshot";
import { scopeKey } from "@/lib/domain/rollup-row";
import { statusRank } from "@/lib/domain/status";
import { DAY_MS } from "@/lib/domain/window";
import type { OpenIncident } from "@/lib/domain/open-incident";
import type { ExpectedMoney } from "./business/expected-money";
import { incidentAttention } from "./incident-attention";
import { inPlace, type RankedItem } from "./ranked-item";

/** More than that is no list to act on: so many that are so now, and so many that are predicted. */
const MOST_ITEMS = 50;
/** A service silent for longer was probably taken out of use. */
const FORGET_MS = DAY_MS;

const NO_MONEY: ExpectedMoney = new Map();

/**
 * What somebody should look at: incidents, objectives missed, senders that went silent, and what is predicted, each thing once:
 * what is of an incident is in its item. Most money first: of the
 * present the high end of what is at risk, of what nobody can see what it should bring, of a prediction the loss to be
 * expected. So a present loss goes before a possible one unless that is expected to cost more. Where no money is known, by
 * status and then by traffic, and then predictions.
 */
export function attentionItems(
  regions: readonly RegionalMetrics[],
  services: readonly ServiceMetrics[],
  expected: ExpectedMoney = NO_MONEY,
  predicted: readonly RankedItem[] = [],
  incidents: readonly OpenIncident[] = [],
): AttentionItem[] {
  const silentRegions = new Set(regions.filter((region) => region.stale).map((region) => region.region));
  const withServices = new Set(services.map((service) => service.region));
  const present = [
    ...regions.flatMap((region) => itemOf(region, null, withServices.has(region.region), expected)),
    ...services
      .filter((service) => !silentRegions.has(service.region))
      .flatMap((service) => itemOf(service, service.service, false, expected)),
  ];
  const scopes = { regions, services };
  const all = incidentAttention(
    incidents,
    { present: inPlace(present), predicted: inPlace(predicted) },
    scopes,
  );
  return inPlace([...listed(all.present), ...listed(all.predicted)]).map(({ item }) => item);
}

function listed(ranked: readonly RankedItem[]): RankedItem[] {
  return inPlace(ranked).slice(0, MOST_ITEMS);
}

/** A region whose services speak for it is only listed when it went silent. */
function itemOf(
  scope: RegionalMetrics | ServiceMetrics,
  service: string | null,
  servicesSpeak: boolean,
  expected: ExpectedMoney,
): RankedItem[] {
  const { region, status, newestSampleMs, asOfMs, impact } = scope;
  const usersAffected = impact?.usersAffected ?? null;
  const moneyAtRiskPerMinute = impact?.moneyAtRiskPerMinute ?? null;
  const cost = { usersAffected, moneyAtRiskPerMinute, moneyMethod: null, prediction: null, incident: null };
  const place = { rank: statusRank(status), weight: scope.requestsPerSecond ?? 0 };
  const money = moneyAtRiskPerMinute?.high ?? null;
  if (scope.stale) {
    const forgotten = newestSampleMs === null || (service !== null && asOfMs - newestSampleMs > FORGET_MS);
    if (forgotten) return [];
    const text = `No telemetry from ${nameOf(region, service)} since ${plainTime(newestSampleMs)}.`;
    const severity = service === null ? "high" : "medium";
    const unseen = money ?? expected.get(scopeKey(region, service))?.perMinute ?? null;
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
