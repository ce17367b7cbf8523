import type { PredictionContract } from "@/lib/contracts/prediction";
import { signalModels } from "@/lib/pipeline/present/prediction-signals";

const PER_CENT = 100;

/** What speaks for it and what against, when it opened. */
export function SignalList({ contributions }: Pick<PredictionContract, "contributions">) {
  const signals = signalModels(contributions);
  if (signals.length === 0) return null;
  return (
    <div>
      <h4 className="text-caption font-semibold text-ink-2">Why, when it opened</h4>
      <ul className="mt-1 flex flex-col gap-1.5 text-[13px]">
        {signals.map(({ signal, label, text, speaks, share }) => (
          <li key={signal} data-signal={signal}>
            <div className="flex flex-wrap justify-between gap-x-3">
              <span>{label}</span>
              <span className="text-ink-2 tabular-nums">
                speaks {speaks}, {text}
              </span>
            </div>
            <span className="block h-1 overflow-hidden rounded-full bg-line" aria-hidden="true">
              <span
                className={`block h-full rounded-full ${speaks === "for" ? "bg-pred" : "bg-ink-3"}`}
                style={{ width: `${share * PER_CENT}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
