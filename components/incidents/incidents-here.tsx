"use client";

import { useQuery } from "@tanstack/react-query";
import { activeIncidentsQuery } from "@/components/queries/incident-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { byMoneyAtRisk, incidentsOf } from "@/lib/pipeline/present/incident-model";
import { IncidentButtons } from "./incident-buttons";
import { IncidentLine } from "./incident-line";
import { IncidentsLink } from "./incidents-link";
import { ResolveDialog } from "./resolve-dialog";
import { useIncidentDeeds } from "./use-incident-deeds";

const SHOWN = 3;

interface IncidentsHereProps {
  readonly region?: string | null;
  readonly service?: string | null;
  readonly mayAct: boolean;
}

/** The active incidents of a place, most money at risk first, to acknowledge and resolve there. Nothing where none is. */
export function IncidentsHere({ region = null, service = null, mayAct }: IncidentsHereProps) {
  const active = useQuery({ ...activeIncidentsQuery, refetchInterval: usePollWhileAway() });
  const deeds = useIncidentDeeds();
  const here = incidentsOf(active.data?.data ?? [], { region, service }).toSorted(byMoneyAtRisk);
  if (here.length === 0 && deeds.asked === null) return null;
  return (
    <section
      aria-label="Active incidents"
      className="incidents-here card flex flex-col gap-2"
      data-incidents-here={here.length}
    >
      <ul className="flex flex-col gap-2">
        {here.slice(0, SHOWN).map((incident) => (
          <li
            key={incident.id}
            className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-t border-line pt-2 first:border-t-0 first:pt-0"
            data-incident={incident.id}
          >
            <IncidentLine incident={incident} currency={active.data?.meta.currency} />
            {mayAct ? <IncidentButtons incident={incident} deeds={deeds} /> : null}
          </li>
        ))}
      </ul>
      {here.length > SHOWN ? (
        <IncidentsLink region={region} service={service}>
          All {here.length} active incidents {region === null && service === null ? "" : "here"}
        </IncidentsLink>
      ) : null}
      <ResolveDialog deeds={deeds} />
    </section>
  );
}
