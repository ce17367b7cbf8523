import { DataTable, type DataColumn } from "@/components/ui/data-table";
import type { PredictionRecordContract } from "@/lib/contracts/prediction";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { formatDuration } from "@/lib/pipeline/present/format-age";
import { recordRows, type RecordRow } from "@/lib/pipeline/present/prediction-record-rows";
import { probabilityText } from "@/lib/pipeline/present/prediction-words";

type Column = DataColumn<RecordRow>;
const PER_CENT = 100;
const SECONDS_A_MINUTE = MINUTE_MS / SECOND_MS;

const unknown = <span className="text-[12px] text-ink-3">No data</span>;
/** Only a kind as a whole has it: a breach that nothing foretold has no strength. */
const notOfStrength = <span className="text-[12px] text-ink-3">—</span>;

const share = (id: "precision" | "recall", label: string): Column => ({
  ...{ id, label, unit: "%", numeric: true },
  value: (row) => (row[id] === null ? null : row[id] * PER_CENT),
  cell: (row) => {
    if (row[id] !== null) return probabilityText(row[id]);
    return id === "recall" && row.strength !== "all" ? notOfStrength : unknown;
  },
});

const lead = (id: "p10" | "p50" | "p90", label: string): Column => ({
  ...{ id: `lead-${id}`, label, unit: "min", numeric: true },
  value: (row) => (row.lead === null ? null : row.lead[id] / SECONDS_A_MINUTE),
  cell: (row) => (row.lead === null ? unknown : formatDuration(row.lead[id] * SECOND_MS)),
});

const COLUMNS: readonly Column[] = [
  {
    id: "kind",
    label: "Kind",
    value: ({ label }) => label,
    cell: ({ label, strength }) =>
      strength === "all" ? label : <span className="font-[450] text-ink-2">{label}</span>,
  },
  { id: "strength", label: "Strength", value: ({ strength }) => strength },
  {
    id: "resolved",
    label: "Outcomes",
    numeric: true,
    value: ({ resolved }) => resolved,
    cell: ({ resolved, proven }) => (
      <span>
        {resolved.toLocaleString("en")}
        {proven ? null : (
          <>
            <wbr />
            <span className="ml-1 text-[12px] font-medium text-warn">unproven</span>
          </>
        )}
      </span>
    ),
  },
  { id: "hits", label: "Came true", numeric: true, value: (row) => row.hits },
  { id: "false", label: "False", numeric: true, value: (row) => row.false },
  { id: "averted", label: "Averted", numeric: true, value: (row) => row.averted },
  {
    id: "missed",
    label: "Missed",
    numeric: true,
    value: ({ missed }) => missed,
    cell: ({ missed }) => (missed === null ? notOfStrength : missed.toLocaleString("en")),
  },
  share("precision", "Precision"),
  share("recall", "Recall"),
  lead("p10", "Lead, 10 %"),
  lead("p50", "Lead, median"),
  lead("p90", "Lead, 90 %"),
];

/** What became of the predictions, by kind and by how sure they were. */
export function RecordTable({ record }: { record: PredictionRecordContract }) {
  return (
    <DataTable
      caption="What became of predictions, by kind and strength"
      csvName="prediction-record"
      rows={recordRows(record)}
      rowKey={({ key }) => key}
      columns={COLUMNS}
      heading={
        <div>
          <h3 className="text-[13px] font-semibold">What became of them</h3>
          <p className="text-caption text-ink-2">
            Precision: came true ÷ (came true + false). Recall: of the breaches those foretold. Lead: from
            alert to breach.
          </p>
        </div>
      }
    />
  );
}
