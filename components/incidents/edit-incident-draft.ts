import { draftBody, textOrNull, type DraftBody, type FieldProblems } from "@/components/catalog/draft-body";
import {
  editIncidentBodySchema,
  type EditIncidentBody,
  type IncidentContract,
} from "@/lib/contracts/incident";
import {
  INCIDENT_ROLES,
  type IncidentCategory,
  type IncidentRole,
  type IncidentSeverity,
} from "@/lib/domain/incident";
import { wallInput, wallInstant } from "@/lib/pipeline/present/wall-input";

/** What a person may set, as the form holds it; times as the zone's clock shows them. */
export interface EditIncidentDraft {
  readonly title: string;
  readonly description: string;
  readonly severity: IncidentSeverity;
  readonly category: IncidentCategory;
  readonly impact_start: string;
  readonly impact_end: string;
  readonly root_cause: string;
  readonly roles: Readonly<Record<IncidentRole, string>>;
}

export type EditProblems = FieldProblems<keyof EditIncidentDraft>;

export function draftOfIncident(incident: IncidentContract, timeZone: string): EditIncidentDraft {
  const { title, severity, category, roles } = incident;
  return {
    ...{ title, severity, category, description: incident.description ?? "" },
    impact_start: wallInput(incident.impact_start, timeZone),
    impact_end: wallInput(incident.impact_end, timeZone),
    root_cause: incident.root_cause ?? "",
    roles: Object.fromEntries(INCIDENT_ROLES.map((role) => [role, roles[role] ?? ""])) as Record<
      IncidentRole,
      string
    >,
  };
}

/** Only what was changed: what a person sets, signals do not change any more. */
export function bodyOfEdit(
  before: EditIncidentDraft,
  draft: EditIncidentDraft,
  timeZone: string,
): DraftBody<EditIncidentBody, keyof EditIncidentDraft> {
  const taken = Object.entries(draft.roles).filter(([, name]) => name.trim() !== "");
  const all: Record<keyof EditIncidentDraft, unknown> = {
    ...draft,
    description: textOrNull(draft.description),
    root_cause: textOrNull(draft.root_cause),
    impact_start: wallInstant(draft.impact_start, timeZone),
    impact_end: wallInstant(draft.impact_end, timeZone),
    roles: Object.fromEntries(taken),
  };
  const fields = Object.keys(draft) as (keyof EditIncidentDraft)[];
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(draft[field]));
  return draftBody(
    editIncidentBodySchema,
    Object.fromEntries(changed.map((field) => [field, all[field]])) as never,
  );
}
