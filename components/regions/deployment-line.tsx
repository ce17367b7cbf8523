import { useView } from "@/components/shell/view-state";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_TEXT_CLASS } from "@/components/ui/tone-class";
import type { DeploymentContract } from "@/lib/contracts/deployment";
import { deploymentMarks, type DeploymentMark } from "@/lib/pipeline/present/deployment-marks";
import { formatShortClock } from "@/lib/pipeline/present/format-time";

interface DeploymentLineProps {
  readonly deployments: readonly DeploymentContract[];
  readonly range: { readonly fromMs: number; readonly toMs: number };
}

const PER_CENT = 100;

/** When things were changed, on a line of the chosen time. It illustrates the table below it. */
export function DeploymentLine({ deployments, range }: DeploymentLineProps) {
  const { timeZone } = useView();
  const marks = deploymentMarks(deployments, range);
  return (
    <div className="my-2" aria-hidden="true" data-testid="deployment-line">
      <div className="relative mx-2 h-5 border-b border-line-strong">
        {marks.map((mark) => (
          <span
            key={mark.atMs}
            className={`absolute bottom-[-5px] -translate-x-1/2 ${TONE_TEXT_CLASS[mark.outcome.tone]}`}
            style={{ left: `${mark.at * PER_CENT}%` }}
            title={titleOf(mark, timeZone)}
          >
            <StatusShape shape={mark.outcome.shape} size={11} />
          </span>
        ))}
      </div>
      <div className="mx-2 mt-1.5 flex justify-between text-[12px] text-ink-3 tabular-nums">
        <span>{formatShortClock(range.fromMs, timeZone)}</span>
        <span>{formatShortClock(range.toMs, timeZone)}</span>
      </div>
    </div>
  );
}

function titleOf({ atMs, deployments, outcome }: DeploymentMark, timeZone: string): string {
  const names = deployments.map(({ service, version }) =>
    [service ?? "All services", version].filter((part) => part !== null).join(" "),
  );
  return `${formatShortClock(atMs, timeZone)}, ${outcome.word.toLowerCase()}: ${names.join(", ")}`;
}
