"use client";

import { useNowMs } from "@/components/shell/time-context";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_CLASS } from "@/components/ui/tone-class";
import { SECOND_MS } from "@/lib/domain/window";
import { formatDuration } from "@/lib/pipeline/present/format-age";
import { STALE_AFTER_MS } from "@/lib/pipeline/present/freshness";

/** On a chart that ends now: how old its newest figure is, once it should not be. A step that is not over yet is not late. */
export function PanelStaleMark({ asOfMs, stepSeconds }: { asOfMs: number; stepSeconds: number }) {
  const ageMs = useNowMs() - asOfMs;
  if (ageMs <= STALE_AFTER_MS + 2 * stepSeconds * SECOND_MS) return null;
  return (
    <span className={`pill ${TONE_CLASS.warn}`}>
      <StatusShape shape="triangle" />
      Stale, {formatDuration(ageMs)} old
    </span>
  );
}
