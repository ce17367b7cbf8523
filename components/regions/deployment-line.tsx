import { useShownZone } from "@/components/shell/view-state";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_TEXT_CLASS } from "@/components/ui/tone-class";
import type { DeploymentContract } from "@/lib/contracts/deployment";
import { deploymentLine } from "@/lib/pipeline/present/deployment-line";
import type { TimeRange } from "@/lib/pipeline/present/time-range";

interface DeploymentLineProps {
  readonly deployments: readonly DeploymentContract[];
  readonly range: TimeRange;
}

const PER_CENT = 100;

/** When things were changed, on a line of the chosen time. It illustrates the table below it. */
export function DeploymentLine({ deployments, range }: DeploymentLineProps) {
  const { from, to, marks } = deploymentLine(deployments, range, useShownZone());
  return (
    <div className="my-2" aria-hidden="true" data-testid="deployment-line">
      <div className="relative mx-2 h-5 border-b border-line-strong">
        {marks.map(({ at, atMs, outcome, title }) => (
          <span
            key={atMs}
            className={`absolute bottom-[-5px] -translate-x-1/2 ${TONE_TEXT_CLASS[outcome.tone]}`}
            style={{ left: `${at * PER_CENT}%` }}
            title={title}
          >
            <StatusShape shape={outcome.shape} size={11} />
          </span>
        ))}
      </div>
      <div className="mx-2 mt-1.5 flex justify-between text-[12px] text-ink-3 tabular-nums">
        <span>{from}</span>
        <span>{to}</span>
      </div>
    </div>
  );
}
