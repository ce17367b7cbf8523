import { Age } from "@/components/ui/age";
import type { IngestStatusContract } from "@/lib/contracts/ingest-status";
import { counted, lastSample } from "@/lib/pipeline/present/ingest-checklist";

/** 'Last sample 4 s ago from prometheus, 3 names unmapped.' */
export function LastSampleLine({ status }: { status: IngestStatusContract }) {
  const last = lastSample(status);
  const unmapped = counted(status.unmapped.length, "name unmapped", "names unmapped");
  if (last === null)
    return <>No sample has arrived yet{status.unmapped.length > 0 ? `, ${unmapped}` : ""}.</>;
  return (
    <>
      Last sample <Age atMs={last.atMs} /> from {last.sender}, {unmapped}.
    </>
  );
}
