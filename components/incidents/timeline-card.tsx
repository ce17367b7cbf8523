import { useSlowNowMs } from "@/components/shell/time-context";
import { useShownZone } from "@/components/shell/view-state";
import type { IncidentDetailContract } from "@/lib/contracts/incident";
import { formatDateTime } from "@/lib/pipeline/present/format-time";
import { timelineLines } from "@/lib/pipeline/present/incident-timeline";

/** All that happened, by when it happened, newest first. */
export function TimelineCard({ timeline }: Pick<IncidentDetailContract, "timeline">) {
  const timeZone = useShownZone();
  const lines = timelineLines(timeline, { nowMs: useSlowNowMs(), timeZone });
  return (
    <section aria-labelledby="timeline" className="card" data-part="Timeline">
      <h2 id="timeline" className="card-title">
        Timeline, newest first
      </h2>
      <ol className="mt-1 flex flex-col">
        {lines.map(({ id, atMs, moment, recorded, who, text, kind }) => (
          <li
            key={id}
            className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-3 border-t border-line py-2 first:border-t-0"
            data-event={kind}
          >
            <time
              className="text-[13px] text-ink-2 tabular-nums"
              dateTime={new Date(atMs).toISOString()}
              title={formatDateTime(atMs, timeZone)}
            >
              {moment}
            </time>
            <div className="min-w-0">
              <p className="wrap-anywhere whitespace-pre-line">{text}</p>
              <p className="text-caption text-ink-2">
                {who}
                {recorded === null ? null : `, written down ${recorded}`}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
