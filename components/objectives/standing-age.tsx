"use client";

import { useNowMs } from "@/components/shell/time-context";
import { Age } from "@/components/ui/age";
import { StatusPill } from "@/components/ui/status-pill";
import { STANDINGS_STALE_MS } from "@/lib/pipeline/present/objective-model";
import type { StatusModel } from "@/lib/pipeline/present/status-model";

const STALE: StatusModel = { word: "Stale", shape: "triangle", tone: "warn" };

/** When objectives were last assessed; marked where that is too long ago to speak of the present. */
export function StandingAge({ asOf }: { asOf: string | null }) {
  const nowMs = useNowMs();
  if (asOf === null)
    return (
      <p className="text-caption text-ink-2">Not assessed yet: the worker does so about once a minute.</p>
    );
  const atMs = Date.parse(asOf);
  return (
    <p className="flex flex-wrap items-center gap-2 text-caption text-ink-2" data-assessed={asOf}>
      <span>
        Assessed <Age atMs={atMs} />
      </span>
      {nowMs - atMs > STANDINGS_STALE_MS ? <StatusPill status={STALE} /> : null}
    </p>
  );
}
