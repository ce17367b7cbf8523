import Link from "next/link";
import { useRegionName } from "@/components/queries/use-region-name";
import { useViewHref } from "@/components/shell/view-state";
import { Age } from "@/components/ui/age";
import { StatusPill } from "@/components/ui/status-pill";
import type { IncidentContract } from "@/lib/contracts/incident";
import {
  actorWords,
  incidentMoney,
  incidentPlace,
  incidentStatusModel,
  incidentUsers,
} from "@/lib/pipeline/present/incident-model";
import { severityModel } from "@/lib/pipeline/present/status-model";

interface IncidentLineProps {
  readonly incident: IncidentContract;
  readonly currency: string | undefined;
}

/** An incident in a list: how bad, what, where, since when, who is on it, and what it costs now. */
export function IncidentLine({ incident, currency }: IncidentLineProps) {
  const href = useViewHref();
  const nameOf = useRegionName();
  const place = incidentPlace(incident, nameOf);
  const money = incidentMoney(incident, currency);
  const users = incidentUsers(incident);
  return (
    <div className="grid min-w-0 flex-1 gap-x-4 gap-y-0.5 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <StatusPill status={severityModel(incident.severity)} />
          <Link
            href={href(`/incidents/${encodeURIComponent(incident.id)}`)}
            className="inline-flex min-h-6 min-w-0 items-center font-[570] wrap-anywhere hover:underline"
            data-title
          >
            {incident.title}
          </Link>
        </p>
        <p className="flex flex-wrap gap-x-1.5 text-caption text-ink-2">
          <span className="tabular-nums">#{incident.number}</span>
          <span data-state-word>· {incidentStatusModel(incident.status).word}</span>
          {place === null ? null : <span>· {place}</span>}
          <span>
            · opened <Age atMs={Date.parse(incident.created_at)} />
          </span>
          <span>· {onIt(incident)}</span>
          {incident.demo ? <span>· demo data</span> : null}
        </p>
      </div>
      {incident.status === "resolved" ? null : (
        <p className="flex gap-x-2 sm:flex-col sm:text-right">
          <span className={money === null ? "text-caption text-ink-2" : "font-[620] tabular-nums"}>
            {money ?? costUnknown(incident)}
          </span>
          {users === null ? null : <span className="text-caption whitespace-nowrap text-ink-2">{users}</span>}
        </p>
      )}
    </div>
  );
}

function onIt({ assignee, acknowledged_by: by, resolved_by: resolvedBy, status }: IncidentContract): string {
  if (status === "resolved") return `resolved by ${actorWords(resolvedBy ?? "somebody")}`;
  if (assignee !== null) return `${assignee.name} has it`;
  return by === null ? "nobody is on it" : `acknowledged by ${actorWords(by)}`;
}

function costUnknown({ impact_start: start }: IncidentContract): string {
  return start === null ? "foretold" : "cost not known";
}
