import type { AlertSender, AlertWebhookBody, WebhookAlert } from "@/lib/contracts/alert-webhook";
import {
  INCIDENT_CATEGORIES,
  type IncidentCategory,
  type IncidentSeverity,
  type NewSignal,
} from "@/lib/domain/incident";
import type { MappingScope } from "@/lib/domain/series-plan";

export interface AlertContext {
  readonly sender: AlertSender;
  /** Which labels name a region and a service, as of samples. */
  readonly scope: MappingScope;
  /** Names of the services that are known: one that only `job` names is taken for a service when it is one. */
  readonly services: ReadonlySet<string>;
  readonly demo: boolean;
  readonly nowMs: number;
}

const MAX_LABELS = 64;
const MAX_NAME = 200;
const MAX_VALUE = 500;
const MAX_GROUP = 1_000;
const MAX_TITLE = 300;
const MAX_TEXT = 10_000;
const JOB_LABEL = "job";

/** What alerting systems call it. */
const SEVERITIES: Readonly<Record<string, IncidentSeverity>> = {
  ...{ critical: "critical", crit: "critical", page: "critical", fatal: "critical", emergency: "critical" },
  ...{ high: "high", error: "high", err: "high", major: "high" },
  ...{ medium: "medium", warning: "medium", warn: "medium", moderate: "medium" },
  ...{ low: "low", minor: "low", info: "info", informational: "info", none: "info" },
};
/** Somebody took the trouble to alert, and did not say how bad it is. */
const UNSAID_SEVERITY: IncidentSeverity = "high";

/** The alerts of a webhook as signals; the same alert again has the same key. */
export function alertSignals({ alerts, groupKey }: AlertWebhookBody, context: AlertContext): NewSignal[] {
  return alerts.map((alert) => ({
    ...signalOf(alert, context),
    groupKey: groupKey ? kept(groupKey, MAX_GROUP) : null,
  }));
}

function signalOf(alert: WebhookAlert, context: AlertContext): Omit<NewSignal, "groupKey"> {
  const { sender, demo, nowMs } = context;
  const fingerprint = kept(alert.fingerprint, MAX_NAME);
  const startsMs = Date.parse(alert.startsAt);
  const startedMs = Math.min(startsMs, nowMs); // a clock that is ahead
  const place = placeOf(alert.labels, context);
  const description = kept(alert.annotations.description ?? "", MAX_TEXT);
  return {
    ...{ source: sender, subject: fingerprint, key: `${fingerprint}@${startsMs}`, ...place },
    ...{ title: titleOf(alert, place), description: description === "" ? null : description },
    severity: SEVERITIES[alert.labels.severity?.trim().toLowerCase() ?? ""] ?? UNSAID_SEVERITY,
    category: categoryOf(alert.labels.category),
    labels: keptLabels(alert.labels),
    url: urlOf(alert.generatorURL),
    startedMs,
    endedMs: alert.status === "firing" ? null : endOf(alert.endsAt, startedMs, nowMs),
    demo,
  };
}

function placeOf(labels: WebhookAlert["labels"], { scope, services }: AlertContext) {
  const first = (names: readonly string[]) => {
    const value = names.map((name) => labels[name]).find(Boolean);
    return value ? kept(value, MAX_NAME) || null : null;
  };
  const job = first([JOB_LABEL]);
  return {
    region: first(scope.regionLabels),
    service: first(scope.serviceLabels) ?? (job !== null && services.has(job) ? job : null),
  };
}

function titleOf(
  { labels, annotations }: WebhookAlert,
  { region, service }: { region: string | null; service: string | null },
): string {
  const summary = kept(annotations.summary ?? "", MAX_TITLE);
  if (summary !== "") return summary;
  const place = service ?? region;
  const where =
    place === null ? "" : ` ${service === null || region === null ? place : `${service} in ${region}`}`;
  return kept(`${labels.alertname || "Alert"}${where && ":"}${where}`, MAX_TITLE);
}

/** Only what a sender says: a guess by an alert's name would count in the security figure. */
function categoryOf(label: string | undefined): IncidentCategory {
  const said = label?.trim().toLowerCase();
  return INCIDENT_CATEGORIES.find((category) => category === said) ?? "other";
}

/** One that ended without saying when, or at an impossible time, ended now at the latest. */
function endOf(endsAt: string | null | undefined, startedMs: number, nowMs: number): number {
  const endsMs = endsAt ? Date.parse(endsAt) : NaN;
  return endsMs >= startedMs ? Math.min(endsMs, nowMs) : nowMs;
}

function urlOf(text: string | null | undefined): string | null {
  if (!text || text.length > MAX_TEXT || !URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return protocol === "http:" || protocol === "https:" ? href : null;
}

function keptLabels(labels: WebhookAlert["labels"]): Record<string, string> {
  const entries = Object.entries(labels).slice(0, MAX_LABELS);
  return Object.fromEntries(entries.map(([name, value]) => [kept(name, MAX_NAME), kept(value, MAX_VALUE)]));
}

const CUT = "…";
/** Control characters but tab and line ends, and half characters: what a database refuses, or no reader sees. */
const UNKEPT = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\p{Cs}]/gu;

/** A sender's text as it is kept: cut where it is too long, never refused. */
function kept(text: string, most: number): string {
  const clean = text.replace(UNKEPT, "").trim();
  if (clean.length <= most) return clean;
  return clean.slice(0, most - CUT.length).replace(UNKEPT, "") + CUT;
}
