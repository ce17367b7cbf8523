import { FigureValue } from "@/components/ui/figure-value";
import type { MissingFigureContract } from "@/lib/contracts/envelope";
import { missingModel } from "@/lib/pipeline/present/figure-model";
import type { FormattedValue } from "@/lib/pipeline/present/format-number";

interface MetricCellProps {
  readonly value: number | null;
  readonly format: (value: number) => FormattedValue;
  /** Where the answer says why it is not known. */
  readonly field: string;
  readonly missing: readonly MissingFigureContract[];
  readonly region: string;
  readonly service?: string;
}

/** A figure in a table; without a value why there is none, and what to do on hover. */
export function MetricCell({ value, format, field, missing, region, service }: MetricCellProps) {
  if (value !== null) return <FigureValue value={format(value)} />;
  const { word, remedy } = missingModel(field, missing, region, service);
  return (
    <span className="text-[12px] text-ink-3" title={remedy}>
      {word}
    </span>
  );
}
