"use client";

import { useQuery } from "@tanstack/react-query";
import { UnusualNow } from "@/components/anomalies/unusual-now";
import { IncidentsHere } from "@/components/incidents/incidents-here";
import { ObjectivesCard } from "@/components/objectives/objectives-card";
import { regionsQuery } from "@/components/queries/catalog-queries";
import { OpenHere } from "@/components/predictions/open-here";
import { usePollWhileAway } from "@/components/queries/live-context";
import { regionalQuery } from "@/components/queries/snapshot-queries";
import { PageTime } from "@/components/telemetry/page-time";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { RegionalMetricsResponse } from "@/lib/contracts/regional-metrics";
import type { ScopeObjectives } from "@/lib/domain/objective";
import { regionFigures } from "@/lib/pipeline/present/region-figures";
import { regionName } from "@/lib/pipeline/present/region-name";
import { saturationCells } from "@/lib/pipeline/present/saturation-model";
import { FigureStrip } from "./figure-strip";
import { RegionDeployments } from "./region-deployments";
import { RegionHeader } from "./region-header";
import { RegionNav } from "./region-nav";
import { RegionServices } from "./region-services";
import { RegionSignals } from "./region-signals";
import { RegionSkeleton } from "./region-skeleton";
import { SaturationBars } from "./saturation-bars";
import { SiblingTable } from "./sibling-table";

interface RegionPageProps {
  readonly code: string;
  readonly objectives: ScopeObjectives;
  /** On incidents. */
  readonly mayAct: boolean;
}

/** One region: its state and why, its signals over time, its services, its room, and how the others are beside it. */
export function RegionPage({ code, objectives, mayAct }: RegionPageProps) {
  const refetchInterval = usePollWhileAway();
  const regional = useQuery({ ...regionalQuery, refetchInterval });
  const catalog = useQuery({ ...regionsQuery, refetchInterval });
  const notice = (
    <RefreshNotice
      error={regional.error}
      dataUpdatedAt={regional.dataUpdatedAt}
      what="The figures"
      onRetry={() => void regional.refetch()}
      busy={regional.isFetching}
    />
  );
  if (!regional.data) return <RegionSkeleton notice={notice} />;
  const known = catalog.data?.data ?? [];
  const place = known.find((each) => each.code === code);
  const region = regional.data.data.find((each) => each.region === code);
  return (
    <div className="flex flex-col gap-3">
      {notice}
      <RegionNav code={code} regions={known} />
      <RegionHeader code={code} name={place?.name ?? regionName(code)} place={place} region={region} />
      <IncidentsHere region={code} mayAct={mayAct} />
      <OpenHere region={code} />
      {region === undefined ? null : <Figures code={code} response={regional.data} />}
      <PageTime />
      <RegionSignals
        code={code}
        siblings={regional.data.data.map((each) => each.region)}
        objectives={objectives}
      />
      <UnusualNow region={code} />
      <RegionServices code={code} />
      <ObjectivesCard region={code} />
      {region === undefined ? null : <Room code={code} response={regional.data} />}
      <RegionDeployments code={code} />
    </div>
  );
}

interface RegionPartProps {
  readonly code: string;
  readonly response: RegionalMetricsResponse;
}

function Figures({ code, response }: RegionPartProps) {
  const { data, meta } = response;
  const region = data.find((each) => each.region === code);
  if (region === undefined) return null;
  const source = { asOfMs: meta.as_of === null ? null : Date.parse(meta.as_of), demo: meta.demo };
  return <FigureStrip label="Figures" figures={regionFigures(region, meta.missing)} source={source} />;
}

function Room({ code, response }: RegionPartProps) {
  const { data, meta } = response;
  const region = data.find((each) => each.region === code);
  if (region === undefined) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 lg:grid-cols-2">
      <SaturationBars region={region} cells={saturationCells(region, meta.missing)} />
      <SiblingTable code={code} regions={data} />
    </div>
  );
}
