"use client";

import { useQuery } from "@tanstack/react-query";
import { EndedPart } from "@/components/anomalies/ended-part";
import { UnusualNow } from "@/components/anomalies/unusual-now";
import { usePollWhileAway } from "@/components/queries/live-context";
import { openPredictionsQuery, predictionReplayQuery } from "@/components/queries/prediction-queries";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { OpenPredictions } from "./open-predictions";
import { PredictionHeader } from "./prediction-header";
import { PredictionsSkeleton } from "./predictions-skeleton";
import { RecordSection } from "./record-section";
import { ReplayProgress } from "./replay-progress";
import { ResolvedPart } from "./resolved-part";

interface PredictionsPageProps {
  readonly mayConfigure: boolean;
}

/** What is predicted to break, and how often such predictions came true. */
export function PredictionsPage({ mayConfigure }: PredictionsPageProps) {
  const refetchInterval = usePollWhileAway();
  const open = useQuery({ ...openPredictionsQuery, refetchInterval });
  const replay = useQuery({ ...predictionReplayQuery, refetchInterval });
  const queries = [open, replay];
  const failed = queries.find(({ error }) => error !== null);
  const notice = (
    <RefreshNotice
      error={failed?.error ?? null}
      dataUpdatedAt={failed?.dataUpdatedAt ?? 0}
      what="The predictions"
      onRetry={() => queries.forEach((query) => void query.refetch())}
      busy={queries.some(({ isFetching }) => isFetching)}
    />
  );
  if (!open.data || !replay.data) return <PredictionsSkeleton notice={notice} />;
  return (
    <div className="flex flex-col gap-3">
      {notice}
      <PredictionHeader open={open.data.data} replay={replay.data.data} mayConfigure={mayConfigure} />
      <ReplayProgress replay={replay.data.data} mayCancel={mayConfigure} />
      <OpenPredictions predictions={open.data.data} engine={replay.data.data.engine} />
      <UnusualNow title="Anomalies: unusual now" />
      <RecordSection />
      <ResolvedPart />
      <EndedPart />
    </div>
  );
}
