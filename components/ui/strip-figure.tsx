import type { FigureModel } from "@/lib/pipeline/present/figure-model";
import { FigureExplanation, type FigureSource } from "./figure-explanation";
import { FigureValue } from "./figure-value";

const PER_CENT = 100;

interface StripFigureProps {
  /** Tells it from the others of its strip. */
  readonly id: string;
  readonly figure: FigureModel;
  readonly source: FigureSource;
}

/** One of several figures side by side in a quiet card: name, '?', value, and a bar where it fills something up. */
export function StripFigure({ id, figure, source }: StripFigureProps) {
  return (
    <div data-figure={id}>
      <div className="flex items-center justify-between gap-2">
        <h2 className="text-caption text-ink-2">{figure.label}</h2>
        <FigureExplanation figure={figure} source={source} />
      </div>
      <div className="flex items-center gap-2.5">
        {figure.value === null ? (
          <span className="text-[13px] font-medium text-ink-2" title={figure.missing?.remedy}>
            {figure.missing?.word}
          </span>
        ) : (
          <span className="text-[16px] font-semibold tracking-[-0.01em]">
            <FigureValue value={figure.value} focusable />
          </span>
        )}
        {figure.share === null ? null : (
          <span className="h-1.5 min-w-6 flex-1 overflow-hidden rounded-full bg-line" aria-hidden="true">
            <span
              className="block h-full rounded-full bg-ink-3"
              style={{ width: `${Math.min(1, figure.share) * PER_CENT}%` }}
            />
          </span>
        )}
      </div>
    </div>
  );
}
