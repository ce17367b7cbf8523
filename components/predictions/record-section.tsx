"use client";

import { useQuery } from "@tanstack/react-query";
import { usePollWhileAway } from "@/components/queries/live-context";
import { predictionRecordQuery } from "@/components/queries/prediction-queries";
import { ClockTime } from "@/components/ui/clock-time";
import { EmptyState } from "@/components/ui/empty-state";
import { PagePart } from "@/components/ui/page-part";
import type { PredictionRecordContract } from "@/lib/contracts/prediction";
import { recordHeadline } from "@/lib/pipeline/present/prediction-headline";
import { QualityTable } from "./quality-table";
import { RecordTable } from "./record-table";
import { ReliabilityPart } from "./reliability-part";

/** How often predictions came true: said against came true, and what became of them by kind and strength. */
export function RecordSection() {
  const refetchInterval = usePollWhileAway();
  const record = useQuery({ ...predictionRecordQuery, refetchInterval });
  return (
    <PagePart title="The record" query={record} what="The record" heightPx={260}>
      {({ data }) => <Record record={data} />}
    </PagePart>
  );
}

function Record({ record }: { record: PredictionRecordContract }) {
  const isEmpty = record.since === null && record.horizons.length === 0;
  if (isEmpty)
    return (
      <EmptyState title="There is no record yet.">
        It grows with each prediction whose time has passed. Once a day of history is stored or imported, that
        is replayed: predicted as it would have been, by what was known at each time.
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-5" data-record>
      <p>
        {recordHeadline(record)}{" "}
        {record.since === null ? null : (
          <span className="text-ink-2">
            Since <ClockTime atMs={Date.parse(record.since)} show="date" />.
          </span>
        )}
      </p>
      <ReliabilityPart record={record} />
      <RecordTable record={record} />
      <QualityTable record={record} />
    </div>
  );
}
