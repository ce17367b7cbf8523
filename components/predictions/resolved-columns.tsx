import { ClockTime } from "@/components/ui/clock-time";
import type { DataColumn } from "@/components/ui/data-table";
import { StatusPill } from "@/components/ui/status-pill";
import type { PredictionContract } from "@/lib/contracts/prediction";
import { outcomeDetail, outcomeModel } from "@/lib/pipeline/present/prediction-outcome";
import {
  horizonText,
  predictionPlace,
  PREDICTION_KIND_WORDS,
  probabilityText,
  thresholdText,
  trackText,
} from "@/lib/pipeline/present/prediction-words";
import type { RegionNames } from "@/lib/pipeline/present/region-name";

const PER_CENT = 100;

/** Closed predictions: what they said, and what became of them. */
export function resolvedColumns(nameOf: RegionNames): readonly DataColumn<PredictionContract>[] {
  return [
    {
      id: "what",
      label: "What",
      value: ({ alert_type: kind }) => PREDICTION_KIND_WORDS[kind],
      cell: (prediction) => (
        <>
          {PREDICTION_KIND_WORDS[prediction.alert_type]}
          <span className="ml-1.5 font-[450] text-ink-2">above {thresholdText(prediction)}</span>
        </>
      ),
    },
    { id: "where", label: "Where", value: (prediction) => predictionPlace(prediction, nameOf) },
    {
      id: "opened",
      label: "Opened",
      time: true,
      value: ({ timestamp }) => Date.parse(timestamp),
      cell: ({ timestamp, replayed }) => <Opened atMs={Date.parse(timestamp)} replayed={replayed} />,
    },
    {
      id: "said",
      label: "Said",
      unit: "%",
      numeric: true,
      value: ({ confidence }) => confidence * PER_CENT,
      cell: ({ confidence, horizon_seconds: seconds }) =>
        `${probabilityText(confidence)} within ${horizonText(seconds)}`,
    },
    {
      id: "outcome",
      label: "Outcome",
      value: (prediction) => outcomeModel(prediction).word,
      cell: (prediction) => <Outcome prediction={prediction} />,
    },
    { id: "like", label: "Its like", value: ({ track_record: record }) => trackText(record) },
  ];
}

function Opened({ atMs, replayed }: { atMs: number; replayed: boolean }) {
  return (
    <span className="inline-flex flex-col">
      <span>
        <ClockTime atMs={atMs} show="date" />, <ClockTime atMs={atMs} />
      </span>
      {replayed ? (
        <span className="text-[12px] text-ink-2" title="Made afterwards, by what was known at that time">
          replayed
        </span>
      ) : null}
    </span>
  );
}

function Outcome({ prediction }: { prediction: PredictionContract }) {
  const detail = outcomeDetail(prediction);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <StatusPill status={outcomeModel(prediction)} />
      {detail === "" ? null : <span className="text-[12px] text-ink-2">{detail}</span>}
    </span>
  );
}
