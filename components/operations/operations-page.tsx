"use client";

import { useQuery } from "@tanstack/react-query";
import { StaleMark } from "@/components/ui/stale-mark";
import { usePollWhileAway } from "@/components/queries/live-context";
import { globalQuery, regionalQuery } from "@/components/queries/snapshot-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { PageTime } from "@/components/telemetry/page-time";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { ScopeObjectives } from "@/lib/domain/objective";
import { operationsHeadline } from "@/lib/pipeline/present/operations-headline";
import { EnginePart } from "./engine-part";
import { GoldenSignals } from "./golden-signals";
import { IngestPart, IngestRefused } from "./ingest-part";
import { NewestChanges } from "./newest-changes";
import { SaturationPart } from "./saturation-part";
import { SourcesPart } from "./sources-part";

interface OperationsPageProps {
  readonly objectives: ScopeObjectives;
  readonly mayReadIngest: boolean;
}

/** The technical wall: what the platform carries, how full it is, and whether we see it all. Each part fails alone. */
export function OperationsPage({ objectives, mayReadIngest }: OperationsPageProps) {
  return (
    <div className="flex flex-col gap-3">
      <Headline />
      <PageTime />
      <GoldenSignals objectives={objectives} />
      <SaturationPart />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-2">
        {mayReadIngest ? <IngestPart /> : <IngestRefused />}
        <div className="grid min-w-0 content-start gap-3">
          <EnginePart />
          {mayReadIngest ? <SourcesPart /> : null}
        </div>
      </div>
      <NewestChanges mayReadMore={mayReadIngest} />
    </div>
  );
}

function Headline() {
  const refetchInterval = usePollWhileAway();
  const global = useQuery({ ...globalQuery, refetchInterval });
  const regional = useQuery({ ...regionalQuery, refetchInterval });
  const nameOf = useRegionName();
  const asOf = global.data?.meta.as_of ?? null;
  return (
    <header>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">
          {global.data ? (
            operationsHeadline(global.data.data, regional.data?.data ?? [], nameOf)
          ) : (
            <Skeleton chars={40} />
          )}
        </h1>
        <StaleMark asOfMs={asOf === null ? null : Date.parse(asOf)} />
      </div>
      <p className="mt-1 text-ink-2">Operations: load, room, and whether everything is seen.</p>
      <RefreshNotice
        error={global.error}
        dataUpdatedAt={global.dataUpdatedAt}
        what="The world’s figures"
        onRetry={() => void global.refetch()}
        busy={global.isFetching}
      />
    </header>
  );
}
