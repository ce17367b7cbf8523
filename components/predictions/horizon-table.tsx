import { DataTable, type DataColumn } from "@/components/ui/data-table";
import type { PredictionRecordContract } from "@/lib/contracts/prediction";
import { horizonRows, type HorizonRow } from "@/lib/pipeline/present/prediction-record-rows";
import { probabilityText } from "@/lib/pipeline/present/prediction-words";

const PER_CENT = 100;
const DIGITS = 3;
const SKILL_DIGITS = 2;

const COLUMNS: readonly DataColumn<HorizonRow>[] = [
  { id: "kind", label: "Kind", value: ({ label }) => label },
  { id: "within", label: "Within", value: ({ within }) => within, sortBy: (row) => row.horizonSeconds },
  { id: "count", label: "Assessments", numeric: true, value: ({ count }) => count },
  {
    id: "crossed",
    label: "Crossed",
    unit: "%",
    numeric: true,
    value: ({ crossedRatio }) => crossedRatio * PER_CENT,
    cell: ({ crossedRatio }) => probabilityText(crossedRatio),
  },
  {
    id: "skill",
    label: "Brier skill",
    numeric: true,
    value: ({ skill }) => skill,
    cell: ({ skill }) =>
      skill === null ? (
        <span className="text-[12px] text-ink-3">Nothing to tell apart</span>
      ) : (
        skill.toFixed(SKILL_DIGITS).replace("-", "−")
      ),
  },
  {
    id: "brier",
    label: "Brier score",
    numeric: true,
    value: ({ brier }) => brier,
    cell: ({ brier }) => brier.toFixed(DIGITS),
  },
  {
    id: "calibration",
    label: "Calibration error",
    numeric: true,
    value: ({ calibrationError }) => calibrationError,
    cell: ({ calibrationError }) => calibrationError.toFixed(DIGITS),
  },
];

/** How good the probabilities themselves were. */
export function HorizonTable({ record }: { record: PredictionRecordContract }) {
  if (record.horizons.length === 0) return null;
  return (
    <DataTable
      caption="How good the probabilities were, by kind and time"
      csvName="prediction-probabilities"
      rows={horizonRows(record)}
      rowKey={({ key }) => key}
      columns={COLUMNS}
      heading={
        <div>
          <h3 className="text-[13px] font-semibold">How good the probabilities were</h3>
          <p className="text-caption text-ink-2">
            Brier skill: 1 is perfect, 0 no better than always saying how often it crosses, below 0 worse.
            Calibration error: mean distance of said and came true.
          </p>
        </div>
      }
    />
  );
}
