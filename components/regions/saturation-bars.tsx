import { FigureValue } from "@/components/ui/figure-value";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_TEXT_CLASS } from "@/components/ui/tone-class";
import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import { formatCount, plainText } from "@/lib/pipeline/present/format-number";
import type { SaturationCell } from "@/lib/pipeline/present/saturation-model";

interface SaturationBarsProps {
  readonly region: RegionalMetricsContract;
  readonly cells: readonly SaturationCell[];
}

/** How full each resource is, with a stroke where it becomes a risk. */
export function SaturationBars({ region, cells }: SaturationBarsProps) {
  const { database_connections: open } = region;
  return (
    <section aria-labelledby="saturation" className="card">
      <h2 id="saturation" className="card-title">
        How full it is, against its targets
      </h2>
      <ul className="mt-2 flex flex-col gap-2.5">
        {cells.map((cell) => (
          <Bar key={cell.id} cell={cell} />
        ))}
      </ul>
      {open === null ? null : (
        <p className="mt-2.5 text-caption text-ink-2">
          {plainText(formatCount(open))} database connections are open.
        </p>
      )}
    </section>
  );
}

function Bar({ cell }: { cell: SaturationCell }) {
  const { label, percent, value, missing, targetPercent, state } = cell;
  return (
    <li
      className="grid grid-cols-[92px_minmax(0,1fr)_52px] items-center gap-x-3 sm:grid-cols-[92px_minmax(0,1fr)_52px_150px]"
      data-resource={cell.id}
    >
      <span className="text-[13px]">{label}</span>
      <span className="relative h-2 rounded-full bg-line" aria-hidden="true">
        <span
          className={`absolute inset-y-0 left-0 rounded-full ${FILL[state.tone]}`}
          style={{ width: `${percent ?? 0}%` }}
        />
        {targetPercent === null ? null : (
          <span
            className="absolute -inset-y-1 w-px bg-ink-2"
            style={{ left: `${targetPercent}%` }}
            title={`Target ${targetPercent} %`}
          />
        )}
      </span>
      <span className="text-right text-[13px] font-[570]">
        {value === null ? (
          <span className="text-[12px] font-normal text-ink-3" title={missing?.remedy}>
            {missing?.word}
          </span>
        ) : (
          <FigureValue value={value} />
        )}
      </span>
      <span className="col-start-2 col-end-4 flex items-center gap-1.5 text-caption text-ink-2 sm:col-start-4 sm:col-end-5">
        <span className={TONE_TEXT_CLASS[state.tone]}>
          <StatusShape shape={state.shape} size={9} />
        </span>
        {state.word}
        {targetPercent === null ? null : `, ${targetPercent} %`}
      </span>
    </li>
  );
}

/** Colour is for what is a risk. */
const FILL = {
  ok: "bg-ink-3",
  warn: "bg-warn",
  crit: "bg-crit",
  down: "bg-down",
  pred: "bg-pred",
  quiet: "bg-ink-3",
} as const;
