"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useViewHref } from "@/components/shell/view-state";
import { decodedSegment } from "@/lib/pipeline/present/path-segment";

/** An address of a service that nobody ever saw. */
export function UnknownService() {
  const segment = usePathname().split("/")[2];
  const href = useViewHref();
  return (
    <div className="flex max-w-xl flex-col items-start gap-3 py-10">
      <h1 className="text-[25px] leading-[1.25] font-[640] tracking-[-0.02em] break-words">
        No service {segment === undefined ? "of that name" : `“${decodedSegment(segment)}”`} was ever seen.
      </h1>
      <p className="text-ink-2">
        A service appears with the first sample that names it. The name may be mistyped: capitals count.
      </p>
      <Link href={href("/services")} className="btn btn-primary">
        To all services
      </Link>
    </div>
  );
}
