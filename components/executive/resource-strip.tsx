import type { FigureSource } from "@/components/ui/figure-explanation";
import { StripFigure } from "@/components/ui/strip-figure";
import type { FigureModel } from "@/lib/pipeline/present/figure-model";

interface ResourceStripProps {
  readonly figures: readonly FigureModel[];
  readonly source: FigureSource;
}

/** What the platform runs on, quietly. */
export function ResourceStrip({ figures, source }: ResourceStripProps) {
  return (
    <section aria-label="Resources" className="card grid grid-cols-2 gap-x-6 gap-y-3 py-2.5! md:grid-cols-5">
      {figures.map((figure) => (
        <StripFigure key={figure.id} id={figure.id} figure={figure} source={source} />
      ))}
    </section>
  );
}
