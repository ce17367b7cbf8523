"use client";

import { useId, useState } from "react";
import { ExplainButton } from "@/components/ui/explain-button";
import type { PredictionKindCode, PredictionRecordContract } from "@/lib/contracts/prediction";
import { horizonText, PREDICTION_KIND_WORDS } from "@/lib/pipeline/present/prediction-words";
import { reliabilityDiagram } from "@/lib/pipeline/present/reliability-diagram";
import { ReliabilityPicture } from "./reliability-picture";
import { ReliabilityTable } from "./reliability-table";

const ALL_KINDS = "";
const FIRST_SECONDS = 14_400;

/** What was said against what came true, of a kind and within a time, as picture, sentence and table. */
export function ReliabilityPart({ record }: { record: PredictionRecordContract }) {
  const id = useId();
  const [kind, setKind] = useState<PredictionKindCode | null>(null);
  const [seconds, setSeconds] = useState(FIRST_SECONDS);
  const ofKind = record.horizons.filter((each) => each.kind === kind);
  const shown = ofKind.find((each) => each.horizon_seconds === seconds) ?? ofKind[0];
  if (record.horizons.length === 0) return null;
  const kinds = [...new Set(record.horizons.flatMap((each) => each.kind ?? []))];
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2" data-reliability>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 id={id} className="flex items-center gap-1.5 text-[13px] font-semibold">
          Said against came true
          <ReliabilityMethod />
        </h3>
        <select
          aria-label="Kind of prediction"
          className="field min-h-[28px]! py-0.5!"
          value={kind ?? ALL_KINDS}
          onChange={({ target }) => setKind(kinds.find((each) => each === target.value) ?? null)}
        >
          <option value={ALL_KINDS}>All kinds</option>
          {kinds.map((each) => (
            <option key={each} value={each}>
              {PREDICTION_KIND_WORDS[each]}
            </option>
          ))}
        </select>
        <fieldset className="segments">
          <legend className="sr-only">Within</legend>
          {ofKind.map(({ horizon_seconds: each }) => (
            <label key={each}>
              <input
                type="radio"
                name={id}
                className="sr-only"
                checked={each === shown?.horizon_seconds}
                onChange={() => setSeconds(each)}
              />
              {horizonText(each)}
            </label>
          ))}
        </fieldset>
      </div>
      {shown === undefined ? null : <Shown horizon={shown} />}
    </section>
  );
}

function Shown({ horizon }: { horizon: PredictionRecordContract["horizons"][number] }) {
  const model = reliabilityDiagram(horizon);
  return (
    <>
      <p className="text-caption text-ink-2" data-testid="reliability-summary">
        {model.summary}
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-3 xl:grid-cols-[minmax(0,360px)_minmax(0,1fr)]">
        <ReliabilityPicture points={model.points} summary={model.summary} />
        <ReliabilityTable points={model.points} />
      </div>
    </>
  );
}

function ReliabilityMethod() {
  return (
    <ExplainButton subject="said against came true">
      <dl className="explain-list">
        <dt>What</dt>
        <dd>
          All that was said with about the same probability, and how often it came true. On the diagonal as
          often as said; below it less often.
        </dd>
        <dt>Counted</dt>
        <dd>
          What was said of each series every 15 min, whether an alert was open or not. Neighbouring ones
          overlap, so they are not as many independent cases.
        </dd>
        <dt>Hollow</dt>
        <dd>Under 20 of them: a share of so few says little.</dd>
      </dl>
    </ExplainButton>
  );
}
