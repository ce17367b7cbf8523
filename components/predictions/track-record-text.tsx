import type { PredictionContract } from "@/lib/contracts/prediction";
import { StatusShape } from "@/components/ui/status-shape";
import { trackText } from "@/lib/pipeline/present/prediction-words";

/** How often predictions like this one came true; marked where nobody can tell yet. */
export function TrackRecordText({ record }: { record: PredictionContract["track_record"] }) {
  const text = trackText(record);
  return (
    <span
      className={`inline-flex items-center gap-1.5 ${record.proven ? "" : "font-medium text-warn"}`}
      data-track={record.proven ? "proven" : "unproven"}
    >
      {record.proven ? null : <StatusShape shape="ring" />}
      {text.charAt(0).toUpperCase() + text.slice(1)}
    </span>
  );
}
