import { Age } from "@/components/ui/age";
import type { IngestStatusContract } from "@/lib/contracts/ingest-status";
import { formatCount, plainText } from "@/lib/pipeline/present/format-number";
import { counted } from "@/lib/pipeline/present/ingest-checklist";

const REASON: Readonly<Record<string, string>> = {
  "no-rule": "No rule knows this name",
  "no-region": "No label says the region",
  "scope-refused": "Its region or service is one too many, or has no usable name",
};

/** Names that arrive and are not used, each with the labels of one series. */
export function UnmappedList({ unmapped }: { unmapped: IngestStatusContract["unmapped"] }) {
  if (unmapped.length === 0) return <p className="py-4 text-ink-2">No name is left over.</p>;
  return (
    <ul className="max-h-[420px] overflow-y-auto" tabIndex={0} aria-label="Names that are not used">
      {unmapped.map((name) => (
        <li
          key={`${name.name} ${name.reason}`}
          className="border-t border-line py-2 first:border-t-0"
          data-unmapped={name.name}
        >
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <code className="font-mono text-[13px] font-semibold break-all">{name.name}</code>
            <span className="text-caption text-ink-2">
              {counted(name.series_count, "series", "series")}, {plainText(formatCount(name.samples))}{" "}
              samples, last <Age atMs={Date.parse(name.last_seen_at)} />
            </span>
          </p>
          <p className="text-caption text-ink-2">
            {REASON[name.reason] ?? name.reason}
            {": "}
            <code className="font-mono text-[12px] break-all">{labelText(name.labels)}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return pairs.length === 0 ? "no labels" : pairs.join(" ");
}
