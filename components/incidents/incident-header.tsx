import Link from "next/link";
import { useState } from "react";
import { reopenIncident } from "@/components/queries/incident-queries";
import { useViewHref } from "@/components/shell/view-state";
import { Age } from "@/components/ui/age";
import { StatusPill } from "@/components/ui/status-pill";
import type { IncidentDetailContract } from "@/lib/contracts/incident";
import {
  actorWords,
  INCIDENT_CATEGORY_WORDS,
  incidentStatusModel,
} from "@/lib/pipeline/present/incident-model";
import { severityModel } from "@/lib/pipeline/present/status-model";
import { EditIncidentForm } from "./edit-incident-form";
import { IncidentButtons } from "./incident-buttons";
import type { Responders } from "./on-it-card";
import type { IncidentDeeds } from "./use-incident-deeds";

interface IncidentHeaderProps {
  readonly incident: IncidentDetailContract;
  /** null: somebody who only looks on. */
  readonly deeds: IncidentDeeds | null;
  readonly responders: Responders;
}

/** What it is called, how it stands, and what can be done with it as a whole. */
export function IncidentHeader({ incident, deeds, responders }: IncidentHeaderProps) {
  const href = useViewHref();
  return (
    <header className="flex flex-col gap-1.5">
      <Link href={href("/incidents")} className="link self-start text-caption">
        Incidents
      </Link>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h1 className="max-w-[1040px] min-w-0 text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] wrap-anywhere sm:text-[25px]">
          <span className="font-[450] text-ink-2 tabular-nums">#{incident.number}</span> {incident.title}
        </h1>
        {deeds === null ? null : <Deeds incident={incident} deeds={deeds} responders={responders} />}
      </div>
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 text-ink-2">
        <StatusPill status={incidentStatusModel(incident.status)} />
        <StatusPill status={severityModel(incident.severity)} />
        <span>{INCIDENT_CATEGORY_WORDS[incident.category]}</span>
        <span>
          detected <Age atMs={Date.parse(incident.created_at)} />
        </span>
        {incident.quiet_since === null || incident.status === "resolved" ? null : (
          <span>
            quiet since <Age atMs={Date.parse(incident.quiet_since)} />
          </span>
        )}
        {incident.demo ? <span>demo data</span> : null}
      </p>
      <Ending incident={incident} />
      {incident.description === null ? null : (
        <p className="max-w-[80ch] wrap-anywhere whitespace-pre-line">{incident.description}</p>
      )}
    </header>
  );
}

function Ending({ incident }: Pick<IncidentHeaderProps, "incident">) {
  const href = useViewHref();
  const { resolved_at: at, resolved_by: by, merged_into: merged, root_cause: cause } = incident;
  const steps = incident.resolution_steps;
  return (
    <>
      {at === null ? null : (
        <p data-resolved>
          Resolved by {actorWords(by ?? "somebody")} <Age atMs={Date.parse(at)} />
          {steps.length === 0 ? "." : `: ${steps.join(" ")}`}
        </p>
      )}
      {merged === null ? null : (
        <p>
          It turned out to be a part of{" "}
          <Link href={href(`/incidents/${encodeURIComponent(merged)}`)} className="link">
            another incident
          </Link>
          .
        </p>
      )}
      {cause === null ? null : (
        <p className="max-w-[80ch] wrap-anywhere">
          <span className="font-[570]">Root cause:</span> {cause}
        </p>
      )}
    </>
  );
}

function Deeds({ incident, deeds, responders }: IncidentHeaderProps & { readonly deeds: IncidentDeeds }) {
  const [editing, setEditing] = useState(false);
  return (
    <div className="flex flex-wrap gap-1.5">
      <IncidentButtons incident={incident} deeds={deeds} />
      {incident.status === "resolved" && incident.merged_into === null ? (
        <button
          type="button"
          className="btn"
          disabled={deeds.busy}
          onClick={() => void deeds.change(incident, "reopened", () => reopenIncident(incident.id))}
        >
          Reopen
        </button>
      ) : null}
      <button type="button" className="btn" onClick={() => setEditing(true)}>
        Edit
      </button>
      {editing ? (
        <EditIncidentForm incident={incident} responders={responders} onDone={() => setEditing(false)} />
      ) : null}
    </div>
  );
}
