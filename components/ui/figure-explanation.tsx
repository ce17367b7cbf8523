"use client";

import type { FigureModel } from "@/lib/pipeline/present/figure-model";
import { Age } from "./age";
import { ClockTime } from "./clock-time";
import { ExplainButton } from "./explain-button";

/** What all figures of a page have in common. */
export interface FigureSource {
  readonly asOfMs: number | null;
  readonly demo: boolean;
}

/** The '?' of a figure: formula, inputs, source, age, and the exact value. */
export function FigureExplanation({ figure, source }: { figure: FigureModel; source: FigureSource }) {
  const { explanation } = figure;
  return (
    <ExplainButton subject={figure.label}>
      <dl className="explain-list">
        <dt>Value</dt>
        <dd>{figure.value?.exact ?? `${figure.missing?.word}. ${figure.missing?.remedy}`}</dd>
        <dt>Formula</dt>
        <dd>{explanation.formula}</dd>
        <dt>Over</dt>
        <dd>{explanation.window}</dd>
        <dt>Inputs</dt>
        <dd className="font-mono text-[12px]">{explanation.inputs.join(", ")}</dd>
        <dt>Source</dt>
        <dd>
          {source.demo
            ? "Measured: telemetry of the simulated fleet (demo data)"
            : "Measured: telemetry received"}
        </dd>
        {explanation.definition === undefined ? null : (
          <>
            <dt>Definition</dt>
            <dd>{explanation.definition}</dd>
          </>
        )}
        <dt>Age</dt>
        <dd>{source.asOfMs === null ? "No figures yet" : <SourceAge asOfMs={source.asOfMs} />}</dd>
      </dl>
    </ExplainButton>
  );
}

function SourceAge({ asOfMs }: { asOfMs: number }) {
  return (
    <>
      As of <ClockTime atMs={asOfMs} />, <Age atMs={asOfMs} />
    </>
  );
}
