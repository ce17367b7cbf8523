"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { UnusualAfter } from "@/components/anomalies/unusual-after";
import { UnusualNow } from "@/components/anomalies/unusual-now";
import { IncidentsHere } from "@/components/incidents/incidents-here";
import { ObjectivesCard } from "@/components/objectives/objectives-card";
import { servicesQuery } from "@/components/queries/catalog-queries";
import { OpenHere } from "@/components/predictions/open-here";
import { usePollWhileAway } from "@/components/queries/live-context";
import { serviceQuery, serviceTotalsQuery } from "@/components/queries/service-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { PageTime } from "@/components/telemetry/page-time";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { ServiceContract } from "@/lib/contracts/service";
import type { ServiceMetricsResponse } from "@/lib/contracts/service-metrics";
import type { ServiceTotalsResponse } from "@/lib/contracts/service-totals";
import type { ScopeObjectives } from "@/lib/domain/objective";
import { serviceFigures, type ServiceScope } from "@/lib/pipeline/present/service-figures";
import { serviceList } from "@/lib/pipeline/present/service-row";
import { suspicionsAbout, troubleOrigins } from "@/lib/pipeline/present/trouble-origin";
import { DependenciesSection } from "./dependencies-section";
import { RegionSwitch } from "./region-switch";
import { ServiceDeployments } from "./service-deployments";
import { ServiceFacts } from "./service-facts";
import { ServiceFigures } from "./service-figures";
import { ServiceHeader } from "./service-header";
import { ServiceNav } from "./service-nav";
import { ServiceRegions } from "./service-regions";
import { ServiceSignals } from "./service-signals";
import { ServiceSkeleton } from "./service-skeleton";
import { SuspicionNote } from "./suspicion-note";
import { useServiceRegion } from "./use-service-region";

const NOTHING_KNOWN: readonly ServiceContract[] = [];

interface ServicePageProps {
  readonly name: string;
  /** What was promised of it, over all regions and in each. */
  readonly objectives: {
    readonly everywhere: ScopeObjectives;
    readonly byRegion: Readonly<Record<string, ScopeObjectives>>;
  };
  readonly mayConfigure: boolean;
  /** On incidents. */
  readonly mayAct: boolean;
}

/** One service: how it stands, where, since which change, and what it hangs on. */
export function ServicePage({ name, objectives, mayConfigure, mayAct }: ServicePageProps) {
  const refetchInterval = usePollWhileAway();
  const totals = useQuery({ ...serviceTotalsQuery, refetchInterval });
  const places = useQuery({ ...serviceQuery(name), refetchInterval });
  const catalogue = useQuery({ ...servicesQuery, refetchInterval });
  const queries = [totals, places, catalogue];
  const failed = queries.find((query) => query.error !== null);
  const notice = (
    <RefreshNotice
      error={failed?.error ?? null}
      dataUpdatedAt={failed?.dataUpdatedAt ?? 0}
      what="The service"
      onRetry={() => queries.forEach((query) => void query.refetch())}
      busy={queries.some((query) => query.isFetching)}
    />
  );
  if (!totals.data || !places.data) return <ServiceSkeleton notice={notice} />;
  return (
    <div className="flex flex-col gap-3">
      {notice}
      <Service
        name={name}
        objectives={objectives}
        totals={totals.data}
        places={places.data}
        catalogue={catalogue.data?.data ?? NOTHING_KNOWN}
        mayConfigure={mayConfigure}
        mayAct={mayAct}
      />
    </div>
  );
}

interface ServiceProps extends ServicePageProps {
  readonly totals: ServiceTotalsResponse;
  readonly places: ServiceMetricsResponse;
  readonly catalogue: readonly ServiceContract[];
}

function Service({ name, objectives, totals, places, catalogue, mayConfigure, mayAct }: ServiceProps) {
  const nameOf = useRegionName();
  const { region, choose } = useServiceRegion();
  const { rows } = useMemo(() => serviceList(totals, catalogue, nameOf), [totals, catalogue, nameOf]);
  const suspicions = useMemo(() => suspicionsAbout(troubleOrigins(rows), name), [rows, name]);
  const entry = catalogue.find((each) => each.name === name);
  const everywhere = totals.data.find((each) => each.service_name === name);
  const there = places.data.find((each) => each.region === region);
  const scope: ServiceScope | undefined = region === null ? everywhere : there;
  const { missing, as_of: asOf, demo } = (region === null ? totals : places).meta;
  const source = { asOfMs: asOf === null ? null : Date.parse(asOf), demo };
  return (
    <>
      <ServiceNav name={name} names={rows.map((row) => row.name)} />
      <ServiceHeader
        name={name}
        region={region === null ? null : nameOf(region)}
        scope={scope}
        asOfMs={source.asOfMs}
      />
      <SuspicionNote origins={suspicions} />
      <IncidentsHere service={name} region={region} mayAct={mayAct} />
      <OpenHere service={name} region={region} />
      <UnusualAfter service={name} region={region} />
      <ServiceFacts entry={entry} mayConfigure={mayConfigure} />
      <RegionSwitch
        regions={places.data.map((each) => each.region)}
        region={region}
        nameOf={nameOf}
        onChoose={choose}
      />
      {scope === undefined ? null : (
        <ServiceFigures figures={serviceFigures(scope, missing)} source={source} />
      )}
      <PageTime />
      <ServiceSignals
        service={name}
        region={region}
        objectives={region === null ? objectives.everywhere : objectives.byRegion[region]}
      />
      <UnusualNow service={name} region={region} />
      <ServiceRegions places={places} nameOf={nameOf} current={region} />
      <ObjectivesCard service={name} region={region} />
      <DependenciesSection rows={rows} focus={name} mayConfigure={mayConfigure} />
      <ServiceDeployments service={name} region={region} />
    </>
  );
}
