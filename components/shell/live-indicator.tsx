"use client";

import { useQuery } from "@tanstack/react-query";
import { useLive, usePollWhileAway } from "@/components/queries/live-context";
import { executiveQuery } from "@/components/queries/snapshot-queries";
import { ClockTime } from "@/components/ui/clock-time";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_TEXT_CLASS } from "@/components/ui/tone-class";
import { formatAge } from "@/lib/pipeline/present/format-age";
import { freshness } from "@/lib/pipeline/present/freshness";
import { useNowMs } from "./time-context";

/** 'Live · as of 14:32:06, 2 s ago', and what it is when it is not live. The announcer tells screen readers of changes. */
export function LiveIndicator() {
  const connection = useLive();
  const refetchInterval = usePollWhileAway();
  const { data } = useQuery({ ...executiveQuery, refetchInterval });
  const asOf = data?.meta.as_of ?? null;
  return <Indicator connection={connection} asOfMs={asOf === null ? null : Date.parse(asOf)} />;
}

function Indicator({
  connection,
  asOfMs,
}: {
  connection: ReturnType<typeof useLive>;
  asOfMs: number | null;
}) {
  const nowMs = useNowMs();
  const { word, shape, tone, state } = freshness(connection, asOfMs, nowMs);
  return (
    <p
      className="flex items-center gap-1.5 text-[13px] whitespace-nowrap text-ink-2 tabular-nums"
      data-freshness={state}
    >
      <span className={`inline-flex items-center gap-1.5 font-medium ${TONE_TEXT_CLASS[tone]}`}>
        <StatusShape shape={shape} size={8} />
        {word}
      </span>
      {asOfMs === null ? null : (
        <span>
          <span className="max-[1439px]:sr-only">
            · as of <ClockTime atMs={asOfMs} />,{" "}
          </span>
          <span className="inline-block sm:min-w-[8ch] kiosk:min-w-0!">{formatAge(asOfMs, nowMs)}</span>
        </span>
      )}
    </p>
  );
}
