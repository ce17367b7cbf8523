import type { IncidentContract } from "@/lib/contracts/incident";
import { INCIDENT_SEVERITIES, type IncidentCategory, type IncidentStatus } from "@/lib/domain/incident";
import { formatMoneyRange, plainMoneyText } from "./format-money";
import { formatCount, plainText } from "./format-number";
import type { RegionNames } from "./region-name";
import { listed } from "./state-headline";
import type { StatusModel } from "./status-model";

const STATUS: Readonly<Record<IncidentStatus, StatusModel>> = {
  open: { word: "Open", shape: "diamond", tone: "crit" },
  investigating: { word: "Investigating", shape: "triangle", tone: "warn" },
  identified: { word: "Identified", shape: "triangle", tone: "warn" },
  monitoring: { word: "Monitoring", shape: "clock", tone: "quiet" },
  resolved: { word: "Resolved", shape: "circle", tone: "ok" },
};

export function incidentStatusModel(status: IncidentStatus): StatusModel {
  return STATUS[status];
}

export const INCIDENT_CATEGORY_WORDS: Readonly<Record<IncidentCategory, string>> = {
  availability: "Availability",
  performance: "Performance",
  capacity: "Capacity",
  security: "Security",
  other: "Other",
};

/** 'user:Ada' → 'Ada': people know each other by name; what is no person says what it is. */
export function actorWords(actor: string): string {
  if (actor.startsWith("user:")) return actor.slice("user:".length);
  if (actor.startsWith("system:")) return "the system";
  return actor.startsWith("key:") ? `key ${actor.slice("key:".length)}` : actor;
}

/** The same for names inside a sentence of the API. */
export function withoutActorKinds(sentence: string): string {
  return sentence.replace(/\buser:/g, "").replace(/\bsystem:[\w-]+/g, "the system");
}

type Impact = Pick<
  IncidentContract,
  "money_at_risk_per_minute_low" | "money_at_risk_per_minute_high" | "estimated_users_affected"
>;

/** '$1.2k–3.4k/min'; null: not known. `currency`: of the answer; undefined: it holds no money. */
export function incidentMoney(incident: Impact, currency: string | undefined): string | null {
  const { money_at_risk_per_minute_low: low, money_at_risk_per_minute_high: high } = incident;
  if (low === null || high === null || currency === undefined) return null;
  return plainMoneyText(formatMoneyRange(low, high, currency, "min"));
}

/** '4.1 M users'; null: not known. */
export function incidentUsers({ estimated_users_affected: users }: Impact): string | null {
  if (users === null) return null;
  return users < 1 ? "no users" : `about ${plainText(formatCount(users))} users`;
}

type Places = Pick<IncidentContract, "affected_regions" | "affected_services">;

/** How many names are said before the rest is counted. */
const NAMED = 3;

/** 'checkout and cart in EU West'; null: nobody said where. */
export function incidentPlace(
  { affected_regions: regions, affected_services: services }: Places,
  nameOf: RegionNames,
): string | null {
  const where = namedFew(regions.map(nameOf));
  if (services.length === 0) return where;
  const what = namedFew(services);
  return where === null ? what : `${what} in ${where}`;
}

function namedFew(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const few = names.slice(0, NAMED);
  const rest = names.length - few.length;
  return listed(rest === 0 ? few : [...few, `${rest} more`]);
}

type Ranked = Impact & Pick<IncidentContract, "severity" | "created_at" | "id">;

/** Most money at risk first; what nobody knows last; then the worse, then the older. */
export function byMoneyAtRisk(one: Ranked, other: Ranked): number {
  const money = (each: Ranked) => each.money_at_risk_per_minute_high ?? -1;
  const rank = (each: Ranked) => INCIDENT_SEVERITIES.indexOf(each.severity);
  return (
    money(other) - money(one) ||
    rank(one) - rank(other) ||
    Date.parse(one.created_at) - Date.parse(other.created_at) ||
    one.id.localeCompare(other.id)
  );
}

/** The incidents of a place; null: anywhere. */
export function incidentsOf<T extends Places>(
  incidents: readonly T[],
  { region, service }: { readonly region: string | null; readonly service: string | null },
): readonly T[] {
  return incidents.filter(
    ({ affected_regions: regions, affected_services: services }) =>
      (region === null || regions.includes(region)) && (service === null || services.includes(service)),
  );
}

type Step = Pick<IncidentContract, "status" | "acknowledged_at" | "assignee" | "quiet_since">;

/** What to do next about one that no prediction advises on; null: it is over. */
export function nextStep(incident: Step): string | null {
  if (incident.status === "resolved") return null;
  if (incident.acknowledged_at === null) return "Acknowledge it, so that others know somebody is on it.";
  if (incident.assignee === null) return "Assign it: nobody has it yet.";
  if (incident.quiet_since !== null)
    return "Nothing of it fires any more. Resolve it, or it resolves by itself after 10 min of silence.";
  if (incident.status === "monitoring") return "Watch whether it holds, then resolve it.";
  if (incident.status === "identified") return "Mend the cause, then set the state to monitoring.";
  return "Find the cause: look at the signals and at what changed before the first of them.";
}
