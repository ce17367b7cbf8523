"use client";

import { useId } from "react";
import { useRegionName } from "@/components/queries/use-region-name";
import { useSlowNowMs } from "@/components/shell/time-context";
import { useShownZone } from "@/components/shell/view-state";
import { Age } from "@/components/ui/age";
import { StatusPill } from "@/components/ui/status-pill";
import type { PredictionContract } from "@/lib/contracts/prediction";
import { predictionModel } from "@/lib/pipeline/present/prediction-model";
import { severityModel } from "@/lib/pipeline/present/status-model";
import { HorizonList } from "./horizon-list";
import { PredictionAffected } from "./prediction-affected";
import { PredictionChart } from "./prediction-chart";
import { PredictionParts } from "./prediction-parts";
import { ProbabilityMethod } from "./probability-method";
import { SignalList } from "./signal-list";
import { TrackRecordText } from "./track-record-text";

/** One open prediction: what, where, how likely, when; why that is said, how good it was, and what to do. */
export function PredictionCard({ prediction }: { prediction: PredictionContract }) {
  const id = useId();
  const nameOf = useRegionName();
  const at = { nowMs: useSlowNowMs(), timeZone: useShownZone() };
  const model = predictionModel(prediction, nameOf, at);
  return (
    <article aria-labelledby={id} id={prediction.id} className="card" data-prediction={prediction.id}>
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h3 id={id} className="text-[17px] leading-[1.3] font-[640] tracking-[-0.01em]">
            {model.title}
          </h3>
          <p>
            {model.sentence} <span className="font-[570]">{model.when}.</span>
          </p>
          <p className="mt-0.5 flex flex-wrap gap-x-2 text-caption text-ink-2">
            <TrackRecordText record={prediction.track_record} />
            <span>
              · opened <Age atMs={Date.parse(prediction.timestamp)} />, assessed{" "}
              <Age atMs={Date.parse(prediction.assessed_at)} />
            </span>
            {prediction.demo ? <span>· demo data</span> : null}
          </p>
        </div>
        <span className="flex flex-wrap gap-1.5">
          <StatusPill status={{ word: "Predicted", shape: "clock", tone: "pred" }} />
          <StatusPill status={severityModel(prediction.severity)} />
        </span>
      </header>
      <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,8fr)_minmax(0,5fr)]">
        <PredictionChart prediction={prediction} title={model.title} />
        <div className="flex flex-col gap-4">
          <div>
            <h4 className="flex items-center gap-1.5 text-caption font-semibold text-ink-2">
              How likely within
              <ProbabilityMethod />
            </h4>
            <HorizonList horizons={model.horizons} />
          </div>
          <SignalList contributions={prediction.contributions} />
        </div>
        <PredictionAffected prediction={prediction} />
        <PredictionParts of={prediction} />
      </div>
    </article>
  );
}
