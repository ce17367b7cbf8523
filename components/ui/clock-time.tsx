"use client";

import { useShownZone } from "@/components/shell/view-state";
import { formatClock, formatDate, formatDateTime } from "@/lib/pipeline/present/format-time";

/** A moment in the zone that is looked at: the clock's time, or the date; complete in its title. */
export function ClockTime({ atMs, show = "clock" }: { atMs: number; show?: "clock" | "date" }) {
  const timeZone = useShownZone();
  const format = show === "clock" ? formatClock : formatDate;
  return (
    <time
      className="tabular-nums"
      dateTime={new Date(atMs).toISOString()}
      title={formatDateTime(atMs, timeZone)}
    >
      {format(atMs, timeZone)}
    </time>
  );
}
