import { Age } from "@/components/ui/age";
import { FigureValue } from "@/components/ui/figure-value";
import type { IngestStatusContract } from "@/lib/contracts/ingest-status";
import { formatCount } from "@/lib/pipeline/present/format-number";
import { refusalWords } from "@/lib/pipeline/present/refusal-words";

/** What was not folded, by reason, in plain words. */
export function RejectionsTable({ rejected }: { rejected: IngestStatusContract["rejected"] }) {
  if (rejected.length === 0) return <p className="py-4 text-ink-2">Nothing was refused or ignored.</p>;
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

function Rejection({ row }: { row: IngestStatusContract["rejected"][number] }) {
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
