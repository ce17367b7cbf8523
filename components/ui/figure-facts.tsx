import { EXPLANATIONS, type Explanation } from "@/lib/pipeline/present/explain-figure";
import type { FigureModel } from "@/lib/pipeline/present/figure-model";
import { SourceAge } from "./source-age";

interface FigureFactsProps {
  readonly figure: FigureModel;
  readonly source: { readonly asOfMs: number | null; readonly demo: boolean };
}

/** Formula, inputs, source, age and the exact value of a figure. Load it lazily: few of them are ever opened. */
export function FigureFacts({ figure, source }: FigureFactsProps) {
  const explanation: Explanation = EXPLANATIONS[figure.id];
  return (
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
      <dd>
        <SourceAge asOfMs={source.asOfMs} />
      </dd>
    </dl>
  );
}
