import { FigureExplanation, type FigureSource } from "@/components/ui/figure-explanation";
import { FigureValue } from "@/components/ui/figure-value";
import type { ServiceFigureModel } from "@/lib/pipeline/present/service-figures";

const PER_CENT = 100;

interface ServiceFiguresProps {
  readonly figures: readonly ServiceFigureModel[];
  readonly source: FigureSource;
}

/** The service's figures now: golden signals and what can be full. */
export function ServiceFigures({ figures, source }: ServiceFiguresProps) {
  return (
    <section
      aria-label="Figures now"
      className="card grid grid-cols-2 gap-x-6 gap-y-3 min-[560px]:grid-cols-4 xl:grid-cols-7"
    >
      {figures.map(({ field, figure }) => (
        <div key={field} data-figure={field}>
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
      ))}
    </section>
  );
}
