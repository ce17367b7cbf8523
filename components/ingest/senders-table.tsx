import { Age } from "@/components/ui/age";
import { CsvButton } from "@/components/ui/csv-button";
import { FigureValue } from "@/components/ui/figure-value";
import type { IngestStatusContract } from "@/lib/contracts/ingest-status";
import type { CsvColumn } from "@/lib/pipeline/present/csv";
import { formatCount } from "@/lib/pipeline/present/format-number";

type Sender = IngestStatusContract["senders"][number];

const COLUMNS: readonly CsvColumn<Sender>[] = [
  { label: "Key", value: ({ name }) => name },
  { label: "Protocol", value: ({ protocol }) => protocol },
  {
    label: "Newest sample",
    time: true,
    value: ({ last_sample_at: at }) => (at === null ? null : Date.parse(at)),
  },
  { label: "Last request", time: true, value: ({ last_request_at }) => Date.parse(last_request_at) },
  { label: "Samples", value: ({ folded }) => folded },
  { label: "Requests", value: ({ requests }) => requests },
  { label: "Demo", value: ({ demo }) => (demo ? "yes" : "no") },
];

/** Who sends, and when last. */
export function SendersTable({ senders }: { senders: IngestStatusContract["senders"] }) {
  if (senders.length === 0) return <p className="py-4 text-ink-2">Nobody has sent anything yet.</p>;
  return (
    <>
      <div className="flex justify-end">
        <CsvButton caption="Senders" csvName="senders" columns={COLUMNS} rows={senders} />
      </div>
      <Table senders={senders} />
    </>
  );
}

function Table({ senders }: { senders: readonly Sender[] }) {
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label="Senders">
      <table className="table-plain">
        <thead>
          <tr>
            <th>Key</th>
            <th className="left max-sm:hidden">Protocol</th>
            <th>Newest sample</th>
            <th className="max-sm:hidden">Last request</th>
            <th>Samples</th>
            <th className="max-sm:hidden">Requests</th>
          </tr>
        </thead>
        <tbody>
          {senders.map((sender) => (
            <tr key={`${sender.key_id} ${sender.protocol}`}>
              <td className="font-[570]">
                {sender.name}
                {sender.demo ? <span className="ml-2 text-[12px] font-[450] text-ink-3">demo</span> : null}
                <span className="block text-caption font-[450] text-ink-2 sm:hidden">{sender.protocol}</span>
              </td>
              <td className="left max-sm:hidden">{sender.protocol}</td>
              <td>
                {sender.last_sample_at === null ? (
                  "None yet"
                ) : (
                  <Age atMs={Date.parse(sender.last_sample_at)} />
                )}
              </td>
              <td className="max-sm:hidden">
                <Age atMs={Date.parse(sender.last_request_at)} />
              </td>
              <td>
                <FigureValue value={formatCount(sender.folded)} />
              </td>
              <td className="max-sm:hidden">
                <FigureValue value={formatCount(sender.requests)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
