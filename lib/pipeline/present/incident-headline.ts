import type { IncidentContract } from "@/lib/contracts/incident";
import type { StatusCode } from "@/lib/contracts/status";
import { byMoneyAtRisk, incidentPlace } from "./incident-model";
import type { RegionNames } from "./region-name";

interface HeadlineContext {
  /** Of everything: an empty list is good news only where something is watched. */
  readonly status: StatusCode;
  readonly nameOf: RegionNames;
}

/** What is wrong, the dearest first; or that nothing is, or that nobody can know. */
export function incidentsHeadline(
  active: readonly IncidentContract[],
  { status, nameOf }: HeadlineContext,
): string {
  const first = active.toSorted(byMoneyAtRisk)[0];
  if (first === undefined) return nothingActive(status);
  const place = incidentPlace(first, nameOf);
  const title = place === null || first.title.includes(place) ? first.title : `${first.title}, ${place}`;
  if (active.length === 1) return `1 incident is active: ${title}.`;
  const order = first.money_at_risk_per_minute_high === null ? "first" : "most at risk";
  return `${active.length} incidents are active; ${order}: ${title}.`;
}

function nothingActive(status: StatusCode): string {
  return status === "unknown"
    ? "No incident is active, and whether something is wrong is not known."
    : "No incident is active.";
}

/** What it means that none is. */
export function nothingReason(status: StatusCode): string {
  switch (status) {
    case "unknown":
      return "No telemetry is there to watch. The ingest page shows what arrives; an incident can be opened by hand.";
    case "healthy":
      return "Every source reports, and every objective holds at present. Whatever is predicted, missed or falls silent opens one here.";
    case "degraded":
    case "critical":
    case "down":
      return "The state of the platform is not healthy, but nothing that opens an incident fires. The executive page says why.";
    default:
      return status satisfies never;
  }
}
