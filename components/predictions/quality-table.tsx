import { DataTable, type DataColumn } from "@/components/ui/data-table";
import type { PredictionRecordContract } from "@/lib/contracts/prediction";
import { knownHorizons, qualityRows, type QualityRow } from "@/lib/pipeline/present/prediction-record-rows";
import { horizonText } from "@/lib/pipeline/present/prediction-words";

type Column = DataColumn<QualityRow>;
const SKILL_DIGITS = 2;
const ERROR_DIGITS = 3;

const quiet = (text: string) => <span className="text-[12px] text-ink-3">{text}</span>;

const skill = (seconds: number): Column => ({
  ...{ id: `skill-${seconds}`, label: `Skill, ${horizonText(seconds)}`, numeric: true },
  value: ({ byHorizon }) => byHorizon.get(seconds)?.skill ?? null,
  cell: ({ byHorizon }) => {
    const known = byHorizon.get(seconds);
    if (known === undefined) return quiet("No data");
    return known.skill === null ? quiet("All alike") : skillText(known.skill);
  },
});

const error = (seconds: number): Column => ({
  ...{ id: `error-${seconds}`, label: `Error, ${horizonText(seconds)}`, numeric: true },
  value: ({ byHorizon }) => byHorizon.get(seconds)?.calibrationError ?? null,
  cell: ({ byHorizon }) => {
    const known = byHorizon.get(seconds);
    return known === undefined ? quiet("No data") : known.calibrationError.toFixed(ERROR_DIGITS);
  },
});

/** Rounded to nothing it has no sign. */
function skillText(value: number): string {
  const text = value.toFixed(SKILL_DIGITS);
  return Number(text) === 0 ? (0).toFixed(SKILL_DIGITS) : text.replace("-", "−");
}

/** How good the probabilities themselves were, by kind and horizon. */
export function QualityTable({ record }: { record: PredictionRecordContract }) {
  const horizons = knownHorizons(record);
  if (horizons.length === 0) return null;
  const columns: readonly Column[] = [
    { id: "kind", label: "Kind", value: ({ label }) => label },
    { id: "count", label: "Assessments", numeric: true, value: ({ count }) => count },
    ...horizons.map(skill),
    ...horizons.map(error),
  ];
  return (
    <DataTable
      caption="How good the probabilities were, by kind and time"
      csvName="prediction-probabilities"
      rows={qualityRows(record)}
      rowKey={({ key }) => key}
      columns={columns}
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
