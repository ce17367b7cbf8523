"use client";

import { useNowMs } from "@/components/shell/time-context";
import { Age } from "@/components/ui/age";
import { StatusPill } from "@/components/ui/status-pill";
import type { PredictionReplayContract } from "@/lib/contracts/prediction";
import { MINUTE_MS } from "@/lib/domain/window";

/** Runs are a minute apart, of windows of 5 min: what is older is not of the present any more. */
const STALE_MS = 15 * MINUTE_MS;

/** When predictions were last assessed; marked where that is too long ago. */
export function AssessedAge({ engine }: Pick<PredictionReplayContract, "engine">) {
  const nowMs = useNowMs();
  if (engine === null) return <p>Not assessed yet.</p>;
  const atMs = Date.parse(engine.assessed_to);
  return (
    <p className="flex flex-wrap items-center gap-2" data-assessed={engine.assessed_to}>
      <span>
        Knows what was received until <Age atMs={atMs} />.
      </span>
      {nowMs - atMs > STALE_MS ? (
        <StatusPill status={{ word: "Stale", shape: "triangle", tone: "warn" }} />
      ) : null}
    </p>
  );
}
