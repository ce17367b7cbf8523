"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { StaleMark } from "@/components/ui/stale-mark";
import { regionsQuery } from "@/components/queries/catalog-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { regionalQuery } from "@/components/queries/snapshot-queries";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { RegionContract } from "@/lib/contracts/region";
import type { RegionalMetricsResponse } from "@/lib/contracts/regional-metrics";
import { regionNames } from "@/lib/pipeline/present/region-name";
import { regionsHeadline } from "@/lib/pipeline/present/regions-headline";
import { requestsASecond } from "@/lib/pipeline/present/requests-a-second";
import { worldMap } from "@/lib/pipeline/present/world-map";
import { RegionConcerns } from "./region-concerns";
import { RegionsSkeleton } from "./regions-skeleton";
import { RegionsTable } from "./regions-table";
import { UnplacedRegions } from "./unplaced-regions";
import { WorldMap } from "./world-map";

interface RegionsPageProps {
  /** Drawn by the server, which alone has the atlas. */
  readonly land: ReactNode;
  readonly mayPlace: boolean;
}

/** Where the platform is, and how it is there. */
export function RegionsPage({ land, mayPlace }: RegionsPageProps) {
  const refetchInterval = usePollWhileAway();
  const regional = useQuery({ ...regionalQuery, refetchInterval });
  const catalog = useQuery({ ...regionsQuery, refetchInterval });
  const notice = (
    <RefreshNotice
      error={regional.error}
      dataUpdatedAt={regional.dataUpdatedAt}
      what="The regions"
      onRetry={() => void regional.refetch()}
      busy={regional.isFetching}
    />
  );
  if (!regional.data) return <RegionsSkeleton notice={notice} />;
  return (
    <div className="flex flex-col gap-3">
      {notice}
      <Regions
        response={regional.data}
        catalog={catalog.data?.data ?? NOTHING_KNOWN}
        land={land}
        mayPlace={mayPlace}
      />
    </div>
  );
}

const NOTHING_KNOWN: readonly RegionContract[] = [];

interface RegionsProps extends RegionsPageProps {
  readonly response: RegionalMetricsResponse;
  readonly catalog: readonly RegionContract[];
}

function Regions({ response, catalog, land, mayPlace }: RegionsProps) {
  const { data: regions, meta } = response;
  const nameOf = useMemo(() => regionNames(catalog), [catalog]);
  const map = useMemo(() => worldMap(regions, catalog), [regions, catalog]);
  return (
    <>
      <header>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">
            {regionsHeadline(regions, nameOf)}
          </h1>
          <StaleMark asOfMs={meta.as_of === null ? null : Date.parse(meta.as_of)} />
        </div>
        <p className="mt-1 text-ink-2">{regions.length === 0 ? meta.missing[0]?.remedy : traffic(regions)}</p>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 xl:grid-cols-[minmax(0,8fr)_minmax(0,5fr)]">
        <section aria-labelledby="map" className="card">
          <h2 id="map" className="card-title">
            Where they are <span className="font-[450]">— as large as their traffic</span>
          </h2>
          <WorldMap land={land} marks={map.marks} regions={regions} catalog={catalog} />
          <UnplacedRegions unplaced={map.unplaced} mayPlace={mayPlace} />
        </section>
        <RegionConcerns regions={regions} nameOf={nameOf} />
      </div>
      <RegionsTable response={response} catalog={catalog} nameOf={nameOf} />
    </>
  );
}

/** '5 regions, 2.53 M requests a second.' Regions whose traffic is not known are said, not added as zero. */
function traffic(regions: RegionalMetricsResponse["data"]): string {
  const known = regions.flatMap(({ requests_per_second: rate }) => rate ?? []);
  const count = regions.length === 1 ? "1 region" : `${regions.length} regions`;
  if (known.length === 0) return `${count}; nothing is known of their traffic now.`;
  const sum = requestsASecond(known.reduce((total, rate) => total + rate, 0));
  const silent = regions.length - known.length;
  return `${count}, ${sum}${silent === 0 ? "" : `, without ${silent} whose traffic is not known now`}.`;
}
