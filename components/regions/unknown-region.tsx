"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { regionsQuery } from "@/components/queries/catalog-queries";
import { useViewHref } from "@/components/shell/view-state";
import { decodedSegment } from "@/lib/pipeline/present/path-segment";

/** The page of a region that never reported: says so, and leads to those that did. */
export function UnknownRegion() {
  const segment = usePathname().split("/")[2];
  const href = useViewHref();
  const { data } = useQuery(regionsQuery);
  const known = data?.data ?? [];
  return (
    <div className="mx-auto flex max-w-xl flex-col items-start gap-3 py-16">
      <h1 className="text-[25px] leading-[1.25] font-[640] tracking-[-0.02em] break-words">
        There is no region {segment === undefined ? "of this name" : `“${decodedSegment(segment)}”`}.
      </h1>
      <p className="text-ink-2">
        A region is known once it has sent its first sample. The address may be mistyped.
      </p>
      {known.length === 0 ? null : (
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {known.map((region) => (
            <li key={region.code}>
              <Link
                href={href(`/regions/${encodeURIComponent(region.code)}`)}
                className="link inline-flex min-h-6 items-center"
              >
                {region.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Link href={href("/regions")} className="btn btn-primary">
        To all regions
      </Link>
    </div>
  );
}
