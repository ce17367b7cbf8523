"use client";

import { useNowMs } from "@/components/shell/time-context";
import { formatAge } from "@/lib/pipeline/present/format-age";

/** `4 s ago`, counting on by itself. */
export function Age({ atMs }: { atMs: number }) {
  return <span className="whitespace-nowrap tabular-nums">{formatAge(atMs, useNowMs())}</span>;
}
