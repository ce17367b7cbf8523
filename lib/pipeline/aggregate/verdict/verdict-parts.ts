import { glanceMs, glancePercent, plainCount } from "@/lib/domain/plain-figure";
import { incidentName } from "@/lib/domain/open-incident";
import { linked, words, type SentencePart } from "@/lib/domain/sentence";
import type { GlobalMetrics, RegionalMetrics } from "@/lib/domain/snapshot";
import type { Trouble, TroubleIncident } from "./trouble";

export interface VerdictInput {
  readonly global: GlobalMetrics;
  readonly regions: readonly RegionalMetrics[];
  /** What needs attention, what costs most first. */
  readonly troubles: readonly Trouble[];
  /** Of the first of them; null = not known. */
  readonly usersAffected: number | null;
  /** Revenue at risk of the whole platform per minute; null = not known. */
  readonly moneyAtRisk: { readonly low: number; readonly high: number; readonly currency: string } | null;
  /** What breaks next, without a full stop; null: nothing is predicted to. */
  readonly next: SentencePart | null;
  /** How people call a region. */
  readonly regionName: (code: string) => string;
}

/** "2.53 million requests a second, p99 121 ms, 0.01 % errors": what is known of them. */
export function worldFigures(global: GlobalMetrics): SentencePart[] {
  const { requestsPerSecond, latencyP99Ms, errorRatio } = global;
  const known: SentencePart[] = [];
  if (requestsPerSecond !== null)
    known.push(
      linked(`${plainCount(requestsPerSecond)} requests a second`, {
        kind: "metric",
        metric: "requests_per_second",
      }),
    );
  if (latencyP99Ms !== null)
    known.push(linked(`p99 ${glanceMs(latencyP99Ms)}`, { kind: "metric", metric: "latency_p99" }));
  if (errorRatio !== null)
    known.push(linked(`${glancePercent(errorRatio)} errors`, { kind: "metric", metric: "error_rate" }));
  return known.flatMap((part, index) => (index === 0 ? [part] : [words(", "), part]));
}

/** Links to what is in trouble. */
export function nameOf({ region, service }: Trouble, regionName: (code: string) => string): SentencePart[] {
  const place = region === null ? null : linked(regionName(region), { kind: "region", region });
  if (service === null) return place === null ? [words("The platform")] : [place];
  const name = linked(service, { kind: "service", service, region });
  return place === null ? [name] : [name, words(" in "), place];
}

/** "Incident 12", with its page behind it. */
export function incidentLink(incident: TroubleIncident): SentencePart {
  return linked(incidentName(incident), { kind: "incident", id: incident.id });
}
