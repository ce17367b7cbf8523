import { useShownZone } from "@/components/shell/view-state";
import { SourceAge } from "@/components/ui/source-age";
import type { BusinessImpactResponse } from "@/lib/contracts/business-impact";
import type { BusinessRow } from "@/lib/pipeline/present/business-rows";
import { businessExplanation } from "@/lib/pipeline/present/explain-business";

interface BusinessFactsProps {
  readonly row: BusinessRow;
  readonly response: BusinessImpactResponse;
}

/** Value, formula, inputs, method, source and age of a business figure. Load it lazily: few of them are ever opened. */
export function BusinessFacts({ row, response }: BusinessFactsProps) {
  const { as_of: asOf, demo } = response.meta;
  const explanation = businessExplanation(row.id, response, useShownZone());
  const lines = [
    ["Value", row.value?.exact ?? `${row.missing?.word}. ${row.missing?.remedy}`],
    ["Formula", explanation.formula],
    ["Method", explanation.method],
    ["Over", explanation.window],
    ["Inputs", explanation.inputs.join(", ")],
    ["Source", demo ? `${explanation.source} (demo data)` : explanation.source],
    ["Definition", explanation.definition],
  ] as const;
  return (
    <dl className="explain-list">
      {lines.map(([term, text]) =>
        text === undefined ? null : (
          <div key={term} className="contents">
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ),
      )}
      <dt>Age</dt>
      <dd>
        <SourceAge asOfMs={asOf === null ? null : Date.parse(asOf)} />
      </dd>
    </dl>
  );
}
