import Link from "next/link";
import { useQuery } from "@tanstack/react-query";
import { activeIncidentsQuery } from "@/components/queries/incident-queries";
import { executiveQuery } from "@/components/queries/snapshot-queries";
import { incidentsHeadline } from "@/lib/pipeline/present/incident-headline";
import { useRegionName } from "@/components/queries/use-region-name";

interface IncidentsHeaderProps {
  /** null: somebody who may not. */
  readonly onOpen: (() => void) | null;
}

/** How many are active and what they put at risk, or that none is and whether that is known. */
export function IncidentsHeader({ onOpen }: IncidentsHeaderProps) {
  const active = useQuery(activeIncidentsQuery);
  const status = useQuery(executiveQuery).data?.data.global_system_health;
  const nameOf = useRegionName();
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <h1 className="max-w-[1040px] min-w-0 text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] wrap-anywhere sm:text-[25px]">
        {active.data === undefined
          ? "Incidents"
          : incidentsHeadline(active.data.data, { status: status ?? "unknown", nameOf })}
      </h1>
      <div className="flex flex-wrap gap-2">
        <Link href="/incidents/reliability" className="btn">
          Reliability review
        </Link>
        {onOpen === null ? null : (
          <button type="button" className="btn" onClick={onOpen}>
            Open an incident
          </button>
        )}
      </div>
    </header>
  );
}
