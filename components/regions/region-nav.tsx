import Link from "next/link";
import { useViewHref } from "@/components/shell/view-state";
import type { RegionContract } from "@/lib/contracts/region";
import { neighbours } from "@/lib/pipeline/present/neighbours";

/** Back to all regions, and on to the ones beside it by name. */
export function RegionNav({ code, regions }: { code: string; regions: readonly RegionContract[] }) {
  const href = useViewHref();
  const { previous, next } = neighbours(regions, code);
  const pathOf = (region: RegionContract) => href(`/regions/${encodeURIComponent(region.code)}`);
  const className = "link inline-flex min-h-6 items-center gap-1";
  return (
    <nav aria-label="Regions" className="flex flex-wrap justify-between gap-x-5 text-[13px]">
      <Link href={href("/regions")} className={className}>
        All regions
      </Link>
      <span className="flex gap-5">
        {previous === null ? null : (
          <Link href={pathOf(previous)} className={className} rel="prev">
            <span aria-hidden="true">←</span> {previous.name}
          </Link>
        )}
        {next === null ? null : (
          <Link href={pathOf(next)} className={className} rel="next">
            {next.name} <span aria-hidden="true">→</span>
          </Link>
        )}
      </span>
    </nav>
  );
}
