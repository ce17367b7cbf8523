import type { HorizonModel } from "@/lib/pipeline/present/prediction-model";

const PER_CENT = 100;

/** How likely it is within each time, as bar, number and word. */
export function HorizonList({ horizons }: { horizons: readonly HorizonModel[] }) {
  return (
    <dl className="mt-1 grid grid-cols-[auto_minmax(24px,1fr)_auto] items-center gap-x-3 gap-y-1 text-[13px] tabular-nums">
      {horizons.map(({ seconds, within, probability, text, word, wasText }) => (
        <div key={seconds} className="contents" data-horizon={seconds}>
          <dt>{within}</dt>
          <dd className="h-1.5 overflow-hidden rounded-full bg-line" aria-hidden="true">
            <span
              className="block h-full rounded-full bg-pred"
              style={{ width: `${probability * PER_CENT}%` }}
            />
          </dd>
          <dd className="text-right">
            <span className="font-semibold">{text}</span> <span className="text-ink-2">{word}</span>
            {wasText === null ? null : (
              <span className="block text-[12px] text-ink-2">{wasText} when it opened</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
