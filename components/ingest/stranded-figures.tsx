import { Age } from "@/components/ui/age";
import type { IngestStatusContract } from "@/lib/contracts/ingest-status";
import { counted } from "@/lib/pipeline/present/ingest-checklist";

/** Business figures that nobody but an ingester that is gone can count; nothing where there are none. */
export function StrandedFigures({ stranded }: { stranded: IngestStatusContract["stranded_figures"] }) {
  if (stranded.length === 0) return null;
  return (
    <section aria-labelledby="stranded" className="card">
      <h2 id="stranded" className="card-title">
        Business figures that wait
      </h2>
      <ul className="mt-1.5 flex flex-col gap-2">
        {stranded.map(({ ingester, requests, oldest_at: oldestAt }) => (
          <li key={ingester} data-ingester={ingester}>
            <span className="font-[570]">
              {counted(requests, "request waits", "requests wait")} for the ingester {ingester}
            </span>
            <span className="text-ink-2">
              , first received <Age atMs={Date.parse(oldestAt)} />
            </span>
            <span className="block text-[12.5px] text-ink-2">
              It took them and has been silent for an hour. Start it again with its INGEST_ID and
              INGEST_LOG_DIR: it counts them once. Where its disk is lost, whether they were counted cannot be
              told.
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
