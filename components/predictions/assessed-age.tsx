"use client";

import { useNowMs } from "@/components/shell/time-context";
import { Age } from "@/components/ui/age";
import { StatusPill } from "@/components/ui/status-pill";
import type { PredictionReplayContract } from "@/lib/contracts/prediction";
import { isAssessmentStale } from "@/lib/pipeline/present/prediction-words";

/** When predictions were last assessed; marked where that is too long ago. */
export function AssessedAge({ engine }: Pick<PredictionReplayContract, "engine">) {
  const nowMs = useNowMs();
  if (engine === null) return <p>Not assessed yet.</p>;
  return (
    <p className="flex flex-wrap items-center gap-2" data-assessed={engine.assessed_to}>
      <span>
        Knows what was received until <Age atMs={Date.parse(engine.assessed_to)} />.
      </span>
      {isAssessmentStale(engine.assessed_to, nowMs) ? (
        <StatusPill status={{ word: "Stale", shape: "triangle", tone: "warn" }} />
      ) : null}
    </p>
  );
}
