import { StatusShape } from "@/components/ui/status-shape";
import { TONE_CLASS } from "@/components/ui/tone-class";
import type { HeatStrip } from "@/lib/pipeline/present/heat-strip";

/** A service region by region: a small cell each, its state by shape and colour, its figures on hover. */
export function RegionStrip({ strip }: { strip: HeatStrip }) {
  return (
    <span className="inline-flex gap-0.5 align-middle" role="img" aria-label={strip.summary}>
      {strip.cells.map(({ region, state, title }) => (
        <span
          key={region}
          title={title}
          data-region={region}
          data-state={state?.word.toLowerCase() ?? "none"}
          className={`grid h-5 w-[22px] place-items-center rounded-[4px] ${
            state === null ? "border border-dashed border-line" : TONE_CLASS[state.tone]
          }`}
        >
          {state === null ? null : <StatusShape shape={state.shape} size={9} />}
        </span>
      ))}
    </span>
  );
}
