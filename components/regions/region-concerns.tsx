import Link from "next/link";
import { useViewHref } from "@/components/shell/view-state";
import { Age } from "@/components/ui/age";
import { EmptyState } from "@/components/ui/empty-state";
import { Lasting } from "@/components/ui/lasting";
import { StatusPill } from "@/components/ui/status-pill";
import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import type { RegionNames } from "@/lib/pipeline/present/region-name";
import { byUrgency, scopeState } from "@/lib/pipeline/present/region-state";

interface RegionConcernsProps {
  readonly regions: readonly RegionalMetricsContract[];
  readonly nameOf: RegionNames;
}

/** Each region with the rule that made its state, worst first. */
export function RegionConcerns({ regions, nameOf }: RegionConcernsProps) {
  const sorted = [...regions].sort(byUrgency);
  return (
    <section aria-labelledby="concerns" className="card flex min-h-0 flex-col xl:relative">
      <h2 id="concerns" className="card-title">
        Why, worst first
      </h2>
      {sorted.length === 0 ? (
        <EmptyState title="No region has reported yet.">
          A region appears with its first sample; the ingest page says how one is sent.
        </EmptyState>
      ) : (
        <ul
          className="-mx-1 mt-1 max-h-[420px] min-h-0 overflow-y-auto px-1 xl:absolute xl:inset-x-4 xl:top-9 xl:bottom-2 xl:max-h-none"
          tabIndex={0}
          aria-labelledby="concerns"
        >
          {sorted.map((region) => (
            <Concern key={region.region} region={region} name={nameOf(region.region)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Concern({ region, name }: { region: RegionalMetricsContract; name: string }) {
  const href = useViewHref();
  const since = region.status_since;
  return (
    <li className="border-t border-line py-2 first:border-t-0" data-concern={region.region}>
      <div className="flex items-center justify-between gap-3">
        <Link
          href={href(`/regions/${encodeURIComponent(region.region)}`)}
          className="inline-flex min-h-6 items-center font-[570] hover:underline"
        >
          {name}
        </Link>
        <StatusPill status={scopeState(region)} />
      </div>
      <p className="text-caption text-ink-2">
        {region.status_because}
        {region.stale && region.newest_sample_at !== null ? (
          <>
            {" "}
            Newest sample <Age atMs={Date.parse(region.newest_sample_at)} />.
          </>
        ) : null}
        {since === null || region.status === "healthy" ? null : (
          <>
            {" "}
            So for <Lasting sinceMs={Date.parse(since)} />.
          </>
        )}
      </p>
    </li>
  );
}
