import { useRegionName } from "@/components/queries/use-region-name";
import { useSlowNowMs } from "@/components/shell/time-context";
import { useShownZone } from "@/components/shell/view-state";
import type { PredictionContract } from "@/lib/contracts/prediction";
import {
  momentText,
  partTitle,
  PREDICTED_WORDS,
  probabilityText,
} from "@/lib/pipeline/present/prediction-words";

/** What has the same cause and is therefore no alert of its own. Nothing where it stands alone. */
export function PredictionParts({ of }: { readonly of: PredictionContract }) {
  const { parts, bottleneck } = of;
  const nameOf = useRegionName();
  const at = { nowMs: useSlowNowMs(), timeZone: useShownZone() };
  if (parts.length === 0) return null;
  return (
    <div className="lg:col-span-2">
      <h4 className="text-caption font-semibold text-ink-2">With the same cause</h4>
      {bottleneck === null ? null : (
        <p className="text-[13px] text-ink-2">
          First to run out, by what is predicted: {PREDICTED_WORDS[bottleneck]}.
        </p>
      )}
      <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-[13px]">
        {parts.map(({ id, alert_type: kind, confidence, predicted_failure_time: time, open, ...part }) => (
          <li key={id} data-part={kind}>
            {partTitle({ alert_type: kind, ...part }, of, nameOf)}: {probabilityText(confidence)} when it
            opened
            {time === null ? "" : `, by ${momentText(Date.parse(time), at)}`}
            {open ? "" : ", closed"}
          </li>
        ))}
      </ul>
    </div>
  );
}
