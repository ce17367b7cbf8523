import { FigureValue } from "@/components/ui/figure-value";
import type { CapacityForecastResponse } from "@/lib/contracts/capacity-forecast";
import { capacityFigures } from "@/lib/pipeline/present/capacity-figures";
import { unbroken } from "@/lib/pipeline/present/unbroken";

/** Growth, servers and money; without a value it says why, and what to do. */
export function CapacityFigures({ response }: { response: CapacityForecastResponse }) {
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {capacityFigures(response).map(({ id, label, value, note }) => (
        <article key={id} className="card" data-figure={id}>
          <h2 className="card-title">{label}</h2>
          {value === null ? (
            <p className="mt-1 font-semibold text-ink-2">Not known</p>
          ) : (
            <p className="mt-0.5 text-[21px] leading-[1.3] font-[640] tracking-[-0.02em] sm:text-[24px]">
              <FigureValue value={value} focusable />
            </p>
          )}
          <p className="mt-0.5 text-caption text-ink-2">{unbroken(note)}</p>
        </article>
      ))}
    </div>
  );
}
