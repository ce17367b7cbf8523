"use client";

import { useQuery } from "@tanstack/react-query";
import { openAnomaliesQuery } from "@/components/queries/anomaly-queries";
import { predictionQuery } from "@/components/queries/prediction-queries";
import { PageTime } from "@/components/telemetry/page-time";
import { MetricPanel } from "@/components/telemetry/metric-panel";
import type { IncidentDetailContract } from "@/lib/contracts/incident";
import type { ScopeObjectives } from "@/lib/domain/objective";
import { incidentChart, tellingSignal } from "@/lib/pipeline/present/incident-chart";
import { NextAction } from "./next-action";

const CHART_PX = 220;

interface IncidentEvidenceProps {
  readonly incident: IncidentDetailContract;
  readonly objectives: ScopeObjectives;
  readonly mayAct: boolean;
}

/** What to do next, and the figure that tells whether it helped. */
export function IncidentEvidence({ incident, objectives, mayAct }: IncidentEvidenceProps) {
  const { signals, category } = incident;
  const telling = tellingSignal(signals);
  const predictionId = telling?.source === "prediction" ? telling.key : null;
  const prediction = useQuery(predictionQuery(predictionId)).data?.data ?? null;
  const anomalies = useQuery(openAnomaliesQuery()).data?.data;
  const anomaly =
    telling?.source === "anomaly" ? (anomalies?.find(({ id }) => id === telling.key) ?? null) : null;
  const chart = incidentChart({ signals, category, prediction, anomaly, objectives });
  return (
    <>
      <NextAction incident={incident} prediction={prediction} mayAct={mayAct} />
      {chart === null ? null : (
        <>
          <PageTime />
          <MetricPanel {...chart} heightPx={CHART_PX} />
        </>
      )}
    </>
  );
}
