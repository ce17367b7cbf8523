"use client";

import { useQuery } from "@tanstack/react-query";
import { useView } from "@/components/shell/view-state";
import { usePollWhileAway } from "@/components/queries/live-context";
import { executiveQuery, globalQuery, regionalQuery } from "@/components/queries/snapshot-queries";
import { IncidentsHere } from "@/components/incidents/incidents-here";
import { PageTime } from "@/components/telemetry/page-time";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { leadFigures } from "@/lib/pipeline/present/lead-figures";
import { resourceFigures } from "@/lib/pipeline/present/world-figures";
import { AttentionList } from "./attention-list";
import { BusinessCard } from "./business-card";
import { ExecutiveSkeleton } from "./executive-skeleton";
import { FigureCard } from "./figure-card";
import { HistoryPanel } from "./history-panel";
import { RegionTable } from "./region-table";
import { ResourceStrip } from "./resource-strip";
import { Verdict } from "./verdict";

interface ExecutivePageProps {
  /** The business settings. */
  readonly maySet: boolean;
  /** On incidents. */
  readonly mayAct: boolean;
}

/** The first page: verdict, incidents, figures, what needs attention, the last hour, the regions. */
export function ExecutivePage({ maySet, mayAct }: ExecutivePageProps) {
  const refetchInterval = usePollWhileAway();
  const { timeZone } = useView();
  const executive = useQuery({ ...executiveQuery, refetchInterval });
  const global = useQuery({ ...globalQuery, refetchInterval });
  const regional = useQuery({ ...regionalQuery, refetchInterval });
  const queries = [executive, global, regional];
  const failed = queries.find((query) => query.error !== null);
  const notice = (
    <RefreshNotice
      error={failed?.error ?? null}
      dataUpdatedAt={failed?.dataUpdatedAt ?? 0}
      what="The figures"
      onRetry={() => queries.forEach((query) => void query.refetch())}
      busy={queries.some((query) => query.isFetching)}
    />
  );
  if (!executive.data || !global.data || !regional.data) return <ExecutiveSkeleton notice={notice} />;
  const { as_of: asOf, demo } = global.data.meta;
  const source = { asOfMs: asOf === null ? null : Date.parse(asOf), demo };
  return (
    <div className="executive">
      {notice}
      <Verdict executive={executive.data.data} global={global.data.data} />
      <IncidentsHere mayAct={mayAct} />
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
        {leadFigures({ global: global.data, executive: executive.data, timeZone }).map((figure) => (
          <FigureCard key={figure.id} figure={figure} source={source} />
        ))}
      </div>
      <PageTime />
      <HistoryPanel regions={regional.data.data.map((region) => region.region)} />
      <AttentionList
        items={executive.data.data.attention}
        currency={executive.data.meta.currency}
        status={executive.data.data.global_system_health}
        budgetLeft={executive.data.data.error_budget_left}
      />
      <RegionTable response={regional.data} />
      <BusinessCard maySet={maySet} />
      <ResourceStrip figures={resourceFigures(global.data)} source={source} />
    </div>
  );
}
