import { DataTable, type DataColumn } from "@/components/ui/data-table";
import { probabilityText } from "@/lib/pipeline/present/prediction-words";
import type { ReliabilityPoint } from "@/lib/pipeline/present/reliability-diagram";

const PER_CENT = 100;

const COLUMNS: readonly DataColumn<ReliabilityPoint>[] = [
  { id: "range", label: "Said", value: ({ range }) => range },
  {
    id: "said",
    label: "On average",
    unit: "%",
    numeric: true,
    value: ({ said }) => said * PER_CENT,
    cell: ({ said }) => probabilityText(said),
  },
  {
    id: "came",
    label: "Came true",
    unit: "%",
    numeric: true,
    value: ({ came }) => came * PER_CENT,
    cell: ({ came, few }) => (
      <span>
        {probabilityText(came)}
        {few ? <span className="text-ink-2"> (few)</span> : null}
      </span>
    ),
  },
  { id: "count", label: "Assessments", numeric: true, value: ({ count }) => count },
];

/** The numbers of the picture. */
export function ReliabilityTable({ points }: { points: readonly ReliabilityPoint[] }) {
  return (
    <DataTable
      caption="Said against came true"
      csvName="prediction-reliability"
      rows={points}
      rowKey={({ key }) => key}
      columns={COLUMNS}
    />
  );
}
