import type { FigureSource } from "@/components/ui/figure-explanation";
import { StripFigure } from "@/components/ui/strip-figure";
import type { ServiceFigureModel } from "@/lib/pipeline/present/service-figures";

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
        <StripFigure key={field} id={field} figure={figure} source={source} />
      ))}
    </section>
  );
}
