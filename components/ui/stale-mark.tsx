"use client";

import { useLive } from "@/components/queries/live-context";
import { useNowMs } from "@/components/shell/time-context";
import { StatusShape } from "./status-shape";
import { TONE_CLASS } from "./tone-class";
import { formatDuration } from "@/lib/pipeline/present/format-age";
import { freshness } from "@/lib/pipeline/present/freshness";

/** Beside figures that are not of the present any more: how old they are. Nothing while they are fresh. */
export function StaleMark({ asOfMs }: { asOfMs: number | null }) {
  const nowMs = useNowMs();
  const { state, word, shape, tone } = freshness(useLive(), asOfMs, nowMs);
  if (state !== "stale" || asOfMs === null) return null;
  return (
    <span className={`pill ${TONE_CLASS[tone]}`}>
      <StatusShape shape={shape} />
      {word}, {formatDuration(nowMs - asOfMs)} old
    </span>
  );
}
