import type { IncidentDetailContract } from "@/lib/contracts/incident";
import { plainSpan } from "@/lib/domain/plain-figure";
import { MINUTE_MS } from "@/lib/domain/window";
import { markdownText } from "./markdown-text";

/** Slower than so is worth a question. */
const SLOW_MS = 5 * MINUTE_MS;

/** What the record leaves open, as Markdown, and what every incident should be asked. */
export function openQuestions(incident: IncidentDetailContract): string[] {
  return [
    ...ofTheCourse(incident),
    ...ofTheCause(incident),
    "What keeps it from coming again, by whom, until when?",
  ];
}

function ofTheCourse(incident: IncidentDetailContract): string[] {
  const { impact_start: start, created_at: detected, acknowledged_at: acknowledged } = incident;
  const questions: string[] = [];
  const undetectedMs = start === null ? 0 : Date.parse(detected) - Date.parse(start);
  if (undetectedMs > SLOW_MS) questions.push(`Why was it not detected for ${plainSpan(undetectedMs)}?`);
  if (acknowledged === null) questions.push("Why did nobody acknowledge it?");
  else if (Date.parse(acknowledged) - Date.parse(detected) > SLOW_MS)
    questions.push(
      `Why did it take ${plainSpan(Date.parse(acknowledged) - Date.parse(detected))} to acknowledge it?`,
    );
  if (incident.status !== "resolved") questions.push("It is not resolved: what is left to do?");
  else if (incident.firing_signals > 0)
    questions.push(`${incident.firing_signals} of its signals still fired when this was made: why?`);
  return questions;
}

function ofTheCause(incident: IncidentDetailContract): string[] {
  const questions: string[] = [];
  const changes = incident.suspects.filter(({ kind }) => kind === "change");
  if (incident.root_cause === null) questions.push("What was the root cause?");
  if (incident.root_cause === null && changes.length > 0)
    questions.push(`Was it ${markdownText(changes[0]!.what)}, and why did nothing stop that change?`);
  if (incident.resolution_steps.length === 0) questions.push("What helped?");
  const [like] = incident.similar;
  if (like) questions.push(`It was like incident ${like.number}: why did it come again?`);
  if (incident.impact_start !== null && incident.estimated_users_affected === null)
    questions.push("How many users felt it, and what did it cost?");
  return questions;
}
