import { FigureExplanation, type FigureSource } from "@/components/ui/figure-explanation";
import { FigureValue } from "@/components/ui/figure-value";
import type { FigureModel } from "@/lib/pipeline/present/figure-model";

const PER_CENT = 100;

/** What the platform runs on, in one quiet line. */
export function ResourceStrip({
  figures,
  source,
}: {
  figures: readonly FigureModel[];
  source: FigureSource;
}) {
  return (
    <section
      aria-label="Resources"
      className="card grid grid-cols-2 gap-x-6 gap-y-3 py-2.5! min-[560px]:grid-cols-4 xl:grid-cols-8"
    >
      {figures.map((figure) => (
        <Resource key={figure.id} figure={figure} source={source} />
      ))}
    </section>
  );
}

function Resource({ figure, source }: { figure: FigureModel; source: FigureSource }) {
  return (
    <div data-figure={figure.id}>
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
