"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { capacityQuery } from "@/components/queries/capacity-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { useRegionName } from "@/components/queries/use-region-name";
import { useSlowNowMs } from "@/components/shell/time-context";
import { Age } from "@/components/ui/age";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { CapacityForecastResponse } from "@/lib/contracts/capacity-forecast";
import { capacityHeadline, runwayRows } from "@/lib/pipeline/present/capacity-rows";
import { capacitySearch, isSupposing } from "@/lib/pipeline/present/capacity-view";
import { CapacityControls } from "./capacity-controls";
import { CapacityFigures } from "./capacity-figures";
import { KnownEventsCard } from "./known-events-card";
import { NeedTable } from "./need-table";
import { RecommendationsCard } from "./recommendations-card";
import { RegionCharts } from "./region-charts";
import { RunwayTable } from "./runway-table";
import { useCapacityView } from "./use-capacity-view";

/** How long the platform lasts, what it needs, and what to order by when; also of what might come. */
export function CapacityPage({ maySet }: { maySet: boolean }) {
  const view = useCapacityView();
  const refetchInterval = usePollWhileAway();
  const search = capacitySearch(view);
  const plan = useQuery({ ...capacityQuery(search), refetchInterval });
  return (
    <div className="flex flex-col gap-3">
      <Headline response={plan.data} days={view.days} supposing={isSupposing(view)} />
      <RefreshNotice
        error={plan.error}
        dataUpdatedAt={plan.dataUpdatedAt}
        what="The plan of capacity"
        onRetry={() => void plan.refetch()}
        busy={plan.isFetching}
      />
      <CapacityControls regions={plan.data?.data.regions.map(({ region }) => region) ?? []} />
      {plan.data === undefined ? (
        <div className="skeleton h-[420px] w-full" aria-busy="true">
          <span className="sr-only">Loading: capacity</span>
        </div>
      ) : (
        <Parts response={plan.data} maySet={maySet} loading={plan.isPlaceholderData} />
      )}
      <KnownEventsCard maySet={maySet} />
    </div>
  );
}

interface PartsProps {
  readonly response: CapacityForecastResponse;
  readonly maySet: boolean;
  readonly loading: boolean;
}

function Parts({ response, maySet, loading }: PartsProps) {
  const nowMs = useSlowNowMs();
  const rows = useMemo(() => runwayRows(response.data, nowMs), [response.data, nowMs]);
  return (
    <div
      className={`flex flex-col gap-3 transition-opacity ${loading ? "opacity-50" : ""}`}
      aria-busy={loading}
    >
      <CapacityFigures response={response} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 xl:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <RunwayTable rows={rows} />
        <RecommendationsCard plan={response.data} maySet={maySet} />
      </div>
      <RegionCharts regions={response.data.regions} first={rows[0]} />
      <NeedTable response={response} />
    </div>
  );
}

interface HeadlineProps {
  readonly response: CapacityForecastResponse | undefined;
  readonly days: number;
  readonly supposing: boolean;
}

function Headline({ response, days, supposing }: HeadlineProps) {
  const nowMs = useSlowNowMs();
  const nameOf = useRegionName();
  const asOf = response?.meta.as_of ?? null;
  return (
    <header>
      <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">
        {response === undefined ? (
          <Skeleton chars={36} />
        ) : (
          capacityHeadline(runwayRows(response.data, nowMs), { days, nameOf })
        )}
      </h1>
      <p className="mt-1 text-ink-2">
        Capacity: room, servers and money for the days ahead{supposing ? ", as supposed below" : ""}.
        {asOf === null ? (
          <> {response?.meta.missing[0]?.remedy}</>
        ) : (
          <>
            {" "}
            Its newest hour ended <Age atMs={Date.parse(asOf)} />.
          </>
        )}
      </p>
    </header>
  );
}
