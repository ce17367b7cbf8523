import { useQuery } from "@tanstack/react-query";
import { executiveQuery } from "@/components/queries/snapshot-queries";
import { EmptyState } from "@/components/ui/empty-state";
import { isNarrowed, type IncidentFilterModel } from "@/lib/pipeline/present/incident-filter";
import { nothingReason } from "@/lib/pipeline/present/incident-headline";

/** Why nothing is listed: because of what is asked for, because all is well, or because nothing is watched. */
export function InboxEmpty({ filter }: { filter: IncidentFilterModel }) {
  const status = useQuery(executiveQuery).data?.data.global_system_health;
  if (isNarrowed(filter))
    return <EmptyState title="No incident fits.">Others may: the filter leaves some out.</EmptyState>;
  if (filter.status === "active")
    return <EmptyState title="No incident is active.">{nothingReason(status ?? "unknown")}</EmptyState>;
  return (
    <EmptyState
      title={filter.status === "resolved" ? "No incident was resolved yet." : "There was no incident yet."}
    />
  );
}
