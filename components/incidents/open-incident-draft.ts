import { draftBody, textOrNull, type DraftBody } from "@/components/catalog/draft-body";
import { openIncidentBodySchema, type OpenIncidentBody } from "@/lib/contracts/incident";
import type { IncidentCategory, IncidentSeverity } from "@/lib/domain/incident";

export interface OpenIncidentDraft {
  readonly title: string;
  readonly description: string;
  readonly severity: IncidentSeverity;
  readonly category: IncidentCategory;
  readonly region: string;
  readonly service: string;
}

export const EMPTY_INCIDENT: OpenIncidentDraft = {
  ...{ title: "", description: "", severity: "high", category: "other", region: "", service: "" },
};

export function bodyOfIncident(
  draft: OpenIncidentDraft,
): DraftBody<OpenIncidentBody, keyof OpenIncidentDraft> {
  return draftBody(openIncidentBodySchema, {
    ...draft,
    description: textOrNull(draft.description),
    region: textOrNull(draft.region),
    service: textOrNull(draft.service),
  });
}
