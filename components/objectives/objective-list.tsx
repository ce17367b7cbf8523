"use client";

import { useQuery } from "@tanstack/react-query";
import { usePollWhileAway } from "@/components/queries/live-context";
import { objectivesQuery } from "@/components/queries/objective-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { rowsOfPlace } from "@/lib/pipeline/present/objective-rows";
import { objectiveColumns } from "./objective-columns";
import { StandingAge } from "./standing-age";

interface ObjectiveListProps {
  /** Of what is judged in a region, of a service, or of a service in a region; without either, as they are set. */
  readonly region?: string | null;
  readonly service?: string | null;
}

const LOADING_CHARS = 40;

/** Objectives of a place and how they stand there, to read. */
export function ObjectiveList({ region = null, service = null }: ObjectiveListProps) {
  const refetchInterval = usePollWhileAway();
  const objectives = useQuery({ ...objectivesQuery(region, service), refetchInterval });
  const nameOf = useRegionName();
  const rows = rowsOfPlace(objectives.data?.data ?? [], { region, service });
  return (
    <div className="flex flex-col gap-1" aria-busy={objectives.isPending}>
      <RefreshNotice
        error={objectives.error}
        dataUpdatedAt={objectives.dataUpdatedAt}
        what="The list of objectives"
        onRetry={() => void objectives.refetch()}
        busy={objectives.isFetching}
      />
      {objectives.isPending ? <Skeleton chars={LOADING_CHARS} /> : null}
      {objectives.data && rows.length === 0 ? (
        <EmptyState title="No objective is judged here yet.">
          One is as soon as requests or latencies arrive from here.
        </EmptyState>
      ) : null}
      {rows.length === 0 ? null : (
        <DataTable
          caption="How objectives stand"
          heading={<StandingAge asOf={objectives.data?.meta.as_of ?? null} />}
          csvName="objectives"
          rows={rows}
          rowKey={({ key }) => key}
          columns={objectiveColumns(nameOf)}
          initialSort={{ column: "state", descending: false }}
        />
      )}
    </div>
  );
}
