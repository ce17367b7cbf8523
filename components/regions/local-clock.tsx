"use client";

import { useSlowNowMs } from "@/components/shell/time-context";
import { localTime } from "@/lib/pipeline/present/local-time";

/** What a clock in the region shows: '14:32 Mon'. Its zone must be configured. */
export function LocalClock({ timeZone, long = false }: { timeZone: string; long?: boolean }) {
  const { clock, day, offset } = localTime(useSlowNowMs(), timeZone);
  return (
    <time className="whitespace-nowrap tabular-nums" title={`${timeZone}, ${offset}`} data-zone={timeZone}>
      {clock} <span className="text-ink-2">{long ? `${day}, ${offset}` : day}</span>
    </time>
  );
}
