"use client";

import { useSlowNowMs } from "@/components/shell/time-context";
import { formatDuration } from "@/lib/pipeline/present/format-age";

/** `12 min`: how long something has been so, counting on by itself. */
export function Lasting({ sinceMs }: { sinceMs: number }) {
  return <span className="whitespace-nowrap tabular-nums">{formatDuration(useSlowNowMs() - sinceMs)}</span>;
}
