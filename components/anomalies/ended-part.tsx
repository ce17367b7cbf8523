"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { endedAnomaliesQuery } from "@/components/queries/anomaly-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { useRegionName } from "@/components/queries/use-region-name";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { OlderButton } from "@/components/ui/older-button";
import { PagePart } from "@/components/ui/page-part";
import { endedColumns } from "./ended-columns";

/** What was unusual before. */
export function EndedPart() {
  const refetchInterval = usePollWhileAway();
  const ended = useInfiniteQuery({ ...endedAnomaliesQuery, refetchInterval });
  const nameOf = useRegionName();
  const columns = useMemo(() => endedColumns(nameOf), [nameOf]);
  return (
    <PagePart title="Ended anomalies, newest first" query={ended} what="The list" heightPx={120}>
      {({ pages }) => (
        <>
          <DataTable
            caption="Ended anomalies"
            csvName="anomalies"
            rows={pages.flatMap(({ data }) => data)}
            rowKey={({ id }) => id}
            columns={columns}
            empty={<EmptyState title="No anomaly has ended yet." />}
          />
          <OlderButton list={ended} />
        </>
      )}
    </PagePart>
  );
}
