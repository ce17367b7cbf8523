import * as z from "zod";
import { SUSPECT_KINDS } from "@/lib/domain/suspect";
import { isoTime } from "./figure";

const suspectSchema = z
  .object({
    kind: z.enum(SUSPECT_KINDS).meta({
      description:
        "`change`: of production, at most an hour before the first signal; `upstream`: the service that the others call; `first-mover`: what was wrong before all else",
    }),
    what: z.string().meta({ description: "The change, or the place" }),
    region: z.string().nullable(),
    service: z.string().nullable(),
    evidence: z.string().meta({ description: "Why it is suspected" }),
    at: isoTime("When it changed, or began to be wrong"),
    deployment_id: z.string().nullable(),
    url: z.string().nullable(),
  })
  .meta({ id: "IncidentSuspect", description: "What may be its cause; to blame it is only suspected" });
export type IncidentSuspectContract = z.output<typeof suspectSchema>;

const similarSchema = z
  .object({
    id: z.string(),
    number: z.int().positive(),
    title: z.string(),
    created_at: isoTime("When it was detected"),
    resolved_at: isoTime("When it was over").nullable(),
    resolved_by: z.string().nullable(),
    score: z.int().min(0).max(100).meta({
      description:
        "40 × the share of services in common + 30 × of signals + 20 × of regions (of all that either has) + 10 for the same category; from 35 on",
    }),
    shared_services: z.array(z.string()),
    shared_regions: z.array(z.string()),
    same_category: z.boolean(),
    shared_signals: z.int().nonnegative(),
    root_cause: z.string().nullable(),
    resolution_steps: z.array(z.string()).meta({ description: "What helped; none: nobody wrote it down" }),
  })
  .meta({ id: "SimilarIncident", description: "A resolved one before it that is like it" });
export type SimilarIncidentContract = z.output<typeof similarSchema>;

/** What leads on, of an incident. */
export const incidentLeadFields = {
  suspects: z.array(suspectSchema).meta({
    description:
      "Likeliest first: changes, nearest by calls and then by time; the service upstream; the first mover",
  }),
  similar: z
    .array(similarSchema)
    .meta({ description: "Most alike first, at most five of the 200 resolved ones before it" }),
};
