import { FigureExplanation, type FigureSource } from "@/components/ui/figure-explanation";
import { FigureValue } from "@/components/ui/figure-value";
import type { FigureModel } from "@/lib/pipeline/present/figure-model";

interface FigureStripProps {
  readonly label: string;
  readonly figures: readonly FigureModel[];
  readonly source: FigureSource;
}

/** Figures side by side in one quiet card, each with what belongs to it and a '?'. */
export function FigureStrip({ label, figures, source }: FigureStripProps) {
  return (
    <section
      aria-label={label}
      className="card grid grid-cols-2 gap-x-6 gap-y-3 min-[560px]:grid-cols-4 xl:grid-cols-8"
    >
      {figures.map((figure) => (
        <div key={figure.id} data-figure={figure.id} className="min-w-0">
          <div className="flex items-center justify-between gap-2">
            <h2 className="text-caption text-ink-2">{figure.label}</h2>
            <FigureExplanation figure={figure} source={source} />
          </div>
          {figure.value === null ? (
            <p className="text-[13px] font-medium text-ink-2" title={figure.missing?.remedy}>
              {figure.missing?.word}
            </p>
          ) : (
            <p className="text-[19px] leading-[1.3] font-[620] tracking-[-0.015em]">
              <FigureValue value={figure.value} focusable />
            </p>
          )}
          {figure.note === null ? null : <p className="text-caption text-ink-2">{figure.note}</p>}
        </div>
      ))}
    </section>
  );
}
