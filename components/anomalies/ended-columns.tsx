import type { DataColumn } from "@/components/ui/data-table";
import { ClockTime } from "@/components/ui/clock-time";
import type { AnomalyContract } from "@/lib/contracts/anomaly";
import { formatDuration } from "@/lib/pipeline/present/format-age";
import {
  ANOMALY_METRIC_WORDS,
  anomalyPlace,
  endingText,
  expectedText,
  observedText,
  partsText,
  siblingsText,
} from "@/lib/pipeline/present/anomaly-words";
import type { RegionNames } from "@/lib/pipeline/present/region-name";
import { SuspectList } from "./suspect-list";

/** What was unusual, and how it ended. */
export function endedColumns(nameOf: RegionNames): readonly DataColumn<AnomalyContract>[] {
  return [
    {
      id: "what",
      label: "What",
      value: ({ metric, direction }) => `${ANOMALY_METRIC_WORDS[metric]} ${direction}`,
    },
    { id: "where", label: "Where", value: (anomaly) => anomalyPlace(anomaly, nameOf) },
    {
      id: "started",
      label: "Began",
      time: true,
      value: ({ started_at: started }) => Date.parse(started),
      cell: ({ started_at: started }) => (
        <span>
          <ClockTime atMs={Date.parse(started)} show="date" />, <ClockTime atMs={Date.parse(started)} />
        </span>
      ),
    },
    {
      id: "lasted",
      label: "Lasted",
      numeric: true,
      unit: "ms",
      value: lastedMs,
      cell: (anomaly) => formatDuration(lastedMs(anomaly)),
    },
    {
      id: "value",
      label: "Farthest",
      numeric: true,
      value: observedText, // of several units: they cannot be compared but by how far out they are
      sortBy: ({ distance }) => distance,
    },
    { id: "expected", label: "Expected", long: true, value: (anomaly) => expectedText(anomaly) },
    { id: "parts", label: "Services", long: true, value: (anomaly) => partsText(anomaly) ?? "" },
    { id: "siblings", label: "Elsewhere", value: (anomaly) => siblingsText(anomaly) },
    { id: "ending", label: "Ended", value: (anomaly) => endingText(anomaly) },
    {
      id: "suspects",
      label: "Suspected",
      long: true,
      value: ({ suspects }) => suspects.length,
      cell: (anomaly) => <SuspectList anomaly={anomaly} />,
    },
  ];
}

function lastedMs({ started_at: started, ended_at: ended }: AnomalyContract): number {
  return Date.parse(ended ?? started) - Date.parse(started);
}
