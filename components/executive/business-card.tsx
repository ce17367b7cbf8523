"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { usePollWhileAway } from "@/components/queries/live-context";
import { businessImpactQuery } from "@/components/queries/snapshot-queries";
import { ExplainButton } from "@/components/ui/explain-button";
import { FigureValue } from "@/components/ui/figure-value";
import { NotLoaded } from "@/components/ui/not-loaded";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusShape } from "@/components/ui/status-shape";
import type { BusinessImpactResponse } from "@/lib/contracts/business-impact";
import { businessRows, type BusinessRow } from "@/lib/pipeline/present/business-rows";
import { deliveryRows } from "@/lib/pipeline/present/delivery-rows";
import { unbroken } from "@/lib/pipeline/present/unbroken";

const BusinessFacts = dynamic<{ row: BusinessRow; response: BusinessImpactResponse }>(
  () =>
    import("./business-facts").then(
      (module) => module.BusinessFacts,
      () => NotLoaded,
    ),
  { ssr: false },
);

interface BusinessCardProps {
  /** An admin is led to the settings that a figure lacks. */
  readonly maySet: boolean;
}

/** What the platform's state means in money, customers, delivery and competition. */
export function BusinessCard({ maySet }: BusinessCardProps) {
  const refetchInterval = usePollWhileAway();
  const impact = useQuery({ ...businessImpactQuery, refetchInterval });
  return (
    <section aria-labelledby="business" className="card business">
      <h2 id="business" className="card-title">
        Business
      </h2>
      <RefreshNotice
        error={impact.error}
        dataUpdatedAt={impact.dataUpdatedAt}
        what="The business figures"
        onRetry={() => void impact.refetch()}
        busy={impact.isFetching}
      />
      {impact.data ? <Figures response={impact.data} maySet={maySet} /> : <Loading />}
    </section>
  );
}

function Loading() {
  return (
    <div aria-busy="true" className="mt-2">
      <p className="sr-only">Loading the business figures</p>
      <Skeleton chars={30} />
    </div>
  );
}

function Figures({ response, maySet }: { response: BusinessImpactResponse } & BusinessCardProps) {
  const keys = deliveryRows(response.data.delivery?.keys ?? []);
  return (
    <>
      <div className="mt-1.5 grid grid-cols-2 gap-x-5 gap-y-3 min-[560px]:grid-cols-3 md:grid-cols-4 xl:grid-cols-6">
        {businessRows(response).map((row) => (
          <Figure key={row.id} row={row} response={response} maySet={maySet} />
        ))}
      </div>
      {keys.length === 0 ? null : (
        <ul
          aria-label="DORA’s four keys"
          className="mt-3 grid grid-cols-2 gap-x-5 gap-y-2 border-t border-line pt-2.5 min-[560px]:grid-cols-3 md:grid-cols-4 xl:grid-cols-6"
        >
          {keys.map(({ name, label, value, cluster }) => (
            <li key={name} data-delivery-key={name}>
              <span className="block text-caption text-ink-2">{label}</span>
              <span className="font-semibold tabular-nums">{value}</span>{" "}
              <span className="text-caption text-ink-2">{cluster}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface FigureProps extends BusinessCardProps {
  readonly row: BusinessRow;
  readonly response: BusinessImpactResponse;
}

function Figure({ row, response, maySet }: FigureProps) {
  return (
    <div data-business={row.id}>
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-caption text-ink-2">{unbroken(row.label)}</h3>
        <ExplainButton subject={row.label}>
          <BusinessFacts row={row} response={response} />
        </ExplainButton>
      </div>
      {row.value === null ? (
        <Missing row={row} maySet={maySet} />
      ) : (
        <>
          <p className="text-[16px] font-semibold tracking-[-0.01em]">
            <FigureValue value={row.value} focusable />
          </p>
          {row.note === null ? null : <p className="text-caption text-ink-2">{row.note}</p>}
        </>
      )}
    </div>
  );
}

function Missing({ row: { missing, setting }, maySet }: { row: BusinessRow } & BusinessCardProps) {
  const leads = maySet && setting !== null;
  return (
    <p
      className="flex flex-wrap items-center gap-x-1.5 text-[13px] font-medium text-ink-2"
      title={missing?.remedy}
    >
      <StatusShape shape="ring" />
      {missing?.word}
      {leads ? (
        <Link href={setting.href} className="link">
          {setting.label}
        </Link>
      ) : null}
    </p>
  );
}
