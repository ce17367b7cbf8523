"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { StaleMark } from "@/components/ui/stale-mark";
import { servicesQuery } from "@/components/queries/catalog-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { serviceTotalsQuery } from "@/components/queries/service-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { EmptyState } from "@/components/ui/empty-state";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { ServiceContract } from "@/lib/contracts/service";
import type { ServiceTotalsResponse } from "@/lib/contracts/service-totals";
import { filterServices, isFiltered } from "@/lib/pipeline/present/service-filter";
import { serviceList, type ServiceList } from "@/lib/pipeline/present/service-row";
import { DependenciesSection } from "./dependencies-section";
import { ServiceConcerns } from "./service-concerns";
import { ServiceFilters } from "./service-filters";
import { ServicesSkeleton } from "./services-skeleton";
import { ServicesTable } from "./services-table";
import { useServicesView, type ServicesView } from "./use-services-view";

const NOTHING_KNOWN: readonly ServiceContract[] = [];

/** Every service: how it stands, where, and who owns it. */
export function ServicesPage({ mayConfigure }: { mayConfigure: boolean }) {
  const refetchInterval = usePollWhileAway();
  const totals = useQuery({ ...serviceTotalsQuery, refetchInterval });
  const catalogue = useQuery({ ...servicesQuery, refetchInterval });
  const nameOf = useRegionName();
  const known = catalogue.data?.data ?? NOTHING_KNOWN;
  const list = useMemo(
    () => (totals.data ? serviceList(totals.data, known, nameOf) : null),
    [totals.data, known, nameOf],
  );
  const failed = [totals, catalogue].find((query) => query.error !== null);
  const notice = (
    <RefreshNotice
      error={failed?.error ?? null}
      dataUpdatedAt={failed?.dataUpdatedAt ?? 0}
      what="The services"
      onRetry={() => [totals, catalogue].forEach((query) => void query.refetch())}
      busy={totals.isFetching || catalogue.isFetching}
    />
  );
  if (!totals.data || list === null) return <ServicesSkeleton notice={notice} />;
  return (
    <div className="flex flex-col gap-3">
      {notice}
      <Head list={list} meta={totals.data.meta} />
      {list.rows.length === 0 ? (
        <NothingSeen remedy={totals.data.meta.missing[0]?.remedy} />
      ) : (
        <Services list={list} mayConfigure={mayConfigure} />
      )}
    </div>
  );
}

function Head({ list, meta }: { list: ServiceList; meta: ServiceTotalsResponse["meta"] }) {
  const regions = list.regions.length;
  return (
    <header>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">
          {list.headline}
        </h1>
        <StaleMark asOfMs={meta.as_of === null ? null : Date.parse(meta.as_of)} />
      </div>
      {list.rows.length === 0 ? null : (
        <p className="mt-1 text-ink-2">
          {list.rows.length === 1 ? "1 service" : `${list.rows.length} services`} in{" "}
          {regions === 1 ? "1 region" : `${regions} regions`}, each judged by its regions’ share of its
          traffic.
        </p>
      )}
    </header>
  );
}

function NothingSeen({ remedy }: { remedy: string | undefined }) {
  return (
    <div className="card">
      <EmptyState title="Nothing to show yet.">
        {remedy ?? "A service appears with its first sample that names it."}
      </EmptyState>
    </div>
  );
}

function Services({ list, mayConfigure }: { list: ServiceList; mayConfigure: boolean }) {
  const view = useServicesView();
  const rows = useMemo(() => filterServices(list.rows, view.filter), [list.rows, view.filter]);
  return (
    <>
      <ServiceConcerns rows={list.rows} />
      <ServiceFilters view={view} rows={list.rows} shown={rows.length} />
      {view.layout === "map" ? (
        <DependenciesSection
          rows={list.rows}
          focus={null}
          marked={markedOf(view, rows)}
          mayConfigure={mayConfigure}
        />
      ) : (
        <section aria-label="All services" className="card min-w-0">
          <ServicesTable rows={rows} regions={list.regions} empty={<NoneFits view={view} />} />
        </section>
      )}
    </>
  );
}

/** The map keeps its shape: what the filter leaves out only fades. */
function markedOf(view: ServicesView, rows: ServiceList["rows"]): ReadonlySet<string> | null {
  return isFiltered(view.filter) ? new Set(rows.map(({ name }) => name)) : null;
}

function NoneFits({ view }: { view: ServicesView }) {
  return (
    <>
      No service fits the filters.{" "}
      <button type="button" className="link" onClick={view.clear}>
        Clear filters
      </button>
    </>
  );
}
