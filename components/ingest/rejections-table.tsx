import { Age } from "@/components/ui/age";
import { CsvButton } from "@/components/ui/csv-button";
import { FigureValue } from "@/components/ui/figure-value";
import type { IngestStatusContract } from "@/lib/contracts/ingest-status";
import type { CsvColumn } from "@/lib/pipeline/present/csv";
import { formatCount } from "@/lib/pipeline/present/format-number";
import { refusalWords } from "@/lib/pipeline/present/refusal-words";

type Rejected = IngestStatusContract["rejected"][number];

const COLUMNS: readonly CsvColumn<Rejected>[] = [
  { label: "Reason", value: ({ reason }) => refusalWords(reason).title },
  { label: "Kind", value: ({ reason }) => refusalWords(reason).kind },
  { label: "Key", value: ({ key }) => key },
  { label: "Samples", value: ({ count }) => count },
  { label: "Last", time: true, value: ({ last_at }) => Date.parse(last_at) },
];

/** What was not folded, by reason, in plain words. */
export function RejectionsTable({ rejected }: { rejected: IngestStatusContract["rejected"] }) {
  if (rejected.length === 0) return <p className="py-4 text-ink-2">Nothing was refused or ignored.</p>;
  return (
    <>
      <div className="flex justify-end">
        <CsvButton
          caption="Samples that were not folded"
          csvName="not folded"
          columns={COLUMNS}
          rows={rejected}
        />
      </div>
      <Table rejected={rejected} />
    </>
  );
}

function Table({ rejected }: { rejected: readonly Rejected[] }) {
  return (
    <div
      className="relative overflow-x-auto"
      tabIndex={0}
      role="region"
      aria-label="Samples that were not folded"
    >
      <table className="table-plain">
        <thead>
          <tr>
            <th>Reason</th>
            <th className="left">Key</th>
            <th>Samples</th>
            <th>Last</th>
          </tr>
        </thead>
        <tbody>
          {rejected.map((row) => (
            <Rejection key={`${row.key_id} ${row.reason}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Rejection({ row }: { row: Rejected }) {
  const words = refusalWords(row.reason);
  return (
    <tr data-reason={row.reason}>
      <td className="whitespace-normal!">
        <span className="font-[570]">{words.title}</span>{" "}
        <span className="text-[12px] text-ink-3">{words.kind}</span>
        <span className="block text-[12.5px] text-ink-2">{words.advice}</span>
      </td>
      <td className="left">{row.key}</td>
      <td>
        <FigureValue value={formatCount(row.count)} />
      </td>
      <td>
        <Age atMs={Date.parse(row.last_at)} />
      </td>
    </tr>
  );
}
