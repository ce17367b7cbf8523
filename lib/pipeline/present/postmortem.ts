import type { IncidentDetailContract } from "@/lib/contracts/incident";
import type { IncidentSuspectContract, SimilarIncidentContract } from "@/lib/contracts/incident-leads";
import { plainCount, plainMoneyRange, plainSpan } from "@/lib/domain/plain-figure";
import { MINUTE_MS } from "@/lib/domain/window";
import { markdownText } from "./markdown-text";
import { openQuestions } from "./postmortem-questions";

/** What was written down so much later than it happened says so. */
const RECORDED_LATER_MS = MINUTE_MS;

type Detail = IncidentDetailContract;

/**
 * A draft of what people write after an incident, from what is recorded of it: texts of others are shown as they are and do
 * nothing. What nobody knows is not filled in but asked.
 * @param currency of its money; null: not configured
 */
export function postmortemMarkdown(incident: Detail, currency: string | null): string {
  const parts = [
    `# Postmortem of incident ${incident.number}: ${markdownText(incident.title)}`,
    "Draft, made from what is recorded. Times are UTC.",
    section("Summary", summary(incident)),
    section("Impact", impact(incident, currency)),
    section("Timeline", incident.timeline.map(timelineLine)),
    section("Suspects", suspects(incident)),
    section("What helped", helped(incident)),
    section(
      "Open questions",
      openQuestions(incident).map((question) => `- [ ] ${question}`),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return `## ${title}\n\n${lines.join("\n")}`;
}

function summary(incident: Detail): string[] {
  const { description, severity, category, status, assignee, root_cause: cause } = incident;
  const roles = Object.entries(incident.roles).map(([role, name]) => `${role}: ${markdownText(name)}`);
  return [
    ...(description === null ? [] : [markdownText(description), ""]),
    `- Severity ${severity}, category ${category}, status ${status}`,
    `- Regions: ${listed(incident.affected_regions)}`,
    `- Services: ${listed(incident.affected_services)}`,
    `- Root cause: ${cause === null ? "not written down" : markdownText(cause)}`,
    ...(assignee === null ? [] : [`- Assigned to ${markdownText(assignee.name)}`]),
    ...roles.map((role) => `- ${role}`),
  ];
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none named" : names.map(markdownText).join(", ");
}

function impact(incident: Detail, currency: string | null): string[] {
  const { impact_start: start, impact_end: end, created_at: detected } = incident;
  if (start === null) return ["Users did not feel it: it was only foretold."];
  return [
    `- Felt from ${clock(start)}${end === null ? ", and still is" : ` to ${clock(end)}, for ${between(start, end)}`}`,
    `- Detected ${clock(detected)}, ${sinceWords(start, detected)}`,
    `- Acknowledged: ${doneWords(start, incident.acknowledged_at, incident.acknowledged_by)}`,
    `- Resolved: ${doneWords(start, incident.resolved_at, incident.resolved_by)}`,
    `- Users affected: ${usersWords(incident)}`,
    `- Money at risk: ${moneyWords(incident, currency)}`,
  ];
}

function doneWords(start: string, at: string | null, by: string | null): string {
  if (at === null) return "not recorded";
  return `${clock(at)}${by === null ? "" : ` by ${markdownText(by)}`}, ${sinceWords(start, at)}`;
}

function sinceWords(start: string, at: string): string {
  const afterMs = Date.parse(at) - Date.parse(start);
  return afterMs >= 0
    ? `${plainSpan(afterMs)} after it began`
    : `${plainSpan(-afterMs)} before users felt it`;
}

function usersWords({ estimated_users_affected: users }: Detail): string {
  return users === null ? "no figure is at hand" : `about ${plainCount(users)} at the moment (an estimate)`;
}

function moneyWords(incident: Detail, currency: string | null): string {
  const { money_at_risk_per_minute_low: low, money_at_risk_per_minute_high: high } = incident;
  if (low === null || high === null || currency === null) return "no figure is at hand";
  return `${markdownText(plainMoneyRange({ low, high }, currency))} a minute at the moment (an estimate)`;
}

function timelineLine({ at, recorded_at: recorded, actor, text }: Detail["timeline"][number]): string {
  const isLate = Date.parse(recorded) - Date.parse(at) > RECORDED_LATER_MS;
  const later = isLate ? `, recorded ${clock(recorded)}` : "";
  return `- **${clock(at)}** ${markdownText(text)} (${markdownText(actor)}${later})`;
}

function suspects({ suspects: found }: Detail): string[] {
  if (found.length === 0)
    return [
      "None: no change within an hour before its first signal, nothing upstream, and no place that was wrong first.",
    ];
  return ["To blame they are only suspected.", "", ...found.map(suspectLine)];
}

const KIND_WORDS: Readonly<Record<IncidentSuspectContract["kind"], string>> = {
  change: "Change",
  upstream: "Upstream",
  "first-mover": "First to be wrong",
};

function suspectLine({ kind, what, at, evidence }: IncidentSuspectContract, index: number): string {
  return `${index + 1}. ${KIND_WORDS[kind]}: ${markdownText(what)}, ${clock(at)}. ${markdownText(evidence)}`;
}

function helped({ resolution_steps: steps, similar }: Detail): string[] {
  const own =
    steps.length === 0 ? ["Nothing is written down."] : steps.map((step) => `- ${markdownText(step)}`);
  if (similar.length === 0) return own;
  return [...own, "", "Of incidents like it, before:", "", ...similar.map(similarLine)];
}

function similarLine(other: SimilarIncidentContract): string {
  const { number, title, score, resolution_steps: steps, root_cause: cause } = other;
  const help = steps.length === 0 ? "nothing written down" : steps.map(markdownText).join("; ");
  const why = cause === null ? "" : `; root cause: ${markdownText(cause)}`;
  return `- Incident ${number}, ${markdownText(title)} (${score} of 100 alike): ${help}${why}`;
}

/** "2026-11-20 12:00:05". */
function clock(iso: string): string {
  return iso.slice(0, "2026-11-20T12:00:05".length).replace("T", " ");
}

function between(from: string, to: string): string {
  return plainSpan(Date.parse(to) - Date.parse(from));
}
