import { CsvButton } from "@/components/ui/csv-button";
import { FigureValue } from "@/components/ui/figure-value";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_TEXT_CLASS } from "@/components/ui/tone-class";
import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import type { CsvColumn } from "@/lib/pipeline/present/csv";
import type { FormattedValue } from "@/lib/pipeline/present/format-number";
import { siblingComparison, type SiblingRow } from "@/lib/pipeline/present/sibling-comparison";

interface SiblingTableProps {
  readonly code: string;
  readonly regions: readonly RegionalMetricsContract[];
}

const COLUMNS: readonly CsvColumn<SiblingRow>[] = [
  { label: "Figure", value: ({ label }) => label },
  { label: "Here", value: ({ own }) => own?.exact ?? null },
  { label: "Median of the others", value: ({ median }) => median?.exact ?? null },
  { label: "Others that know it", value: ({ siblings }) => siblings },
  { label: "Verdict", value: ({ verdict }) => verdict?.word ?? null },
  { label: "Difference", value: ({ difference }) => difference },
];

/** This region against the median of the others: is it the region, or is it the world? */
export function SiblingTable({ code, regions }: SiblingTableProps) {
  const rows = siblingComparison(code, regions);
  return (
    <section aria-labelledby="siblings" className="card">
      <div className="flex items-center justify-between gap-3">
        <h2 id="siblings" className="card-title">
          Now, beside the other regions
        </h2>
        <CsvButton
          caption="Beside the other regions"
          csvName={`${code} beside the other regions`}
          columns={COLUMNS}
          rows={rows}
        />
      </div>
      {rows.length === 0 ? (
        <p className="py-4 text-ink-2">There is no other region to compare it with.</p>
      ) : (
        <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-labelledby="siblings">
          <table className="table-plain">
            <thead>
              <tr>
                <th>Figure</th>
                <th>Here</th>
                <th>Median of the others</th>
                <th className="left">Difference</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Sibling key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Sibling({ row }: { row: SiblingRow }) {
  const { verdict } = row;
  return (
    <tr data-compared={row.id}>
      <td>{row.label}</td>
      <td>
        <Known value={row.own} />
      </td>
      <td title={`Of ${row.siblings} that know it`}>
        <Known value={row.median} />
      </td>
      <td className="left">
        {verdict === null ? (
          <span className="text-[12px] text-ink-3">Cannot be compared</span>
        ) : (
          <span className="inline-flex items-center gap-1.5">
            <span className={TONE_TEXT_CLASS[verdict.tone]}>
              <StatusShape shape={verdict.shape} size={9} />
            </span>
            {verdict.word}: {row.difference}
          </span>
        )}
      </td>
    </tr>
  );
}

function Known({ value }: { value: FormattedValue | null }) {
  if (value !== null) return <FigureValue value={value} />;
  return <span className="text-[12px] text-ink-3">No data</span>;
}
