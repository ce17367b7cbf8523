import Link from "next/link";
import { useRegionName } from "@/components/queries/use-region-name";
import { useSlowNowMs } from "@/components/shell/time-context";
import { useShownZone } from "@/components/shell/view-state";
import { StatusPill } from "@/components/ui/status-pill";
import type { PredictionContract, PredictionReplayContract } from "@/lib/contracts/prediction";
import { engineText, predictionHeadline } from "@/lib/pipeline/present/prediction-headline";
import { AssessedAge } from "./assessed-age";

interface PredictionHeaderProps {
  readonly open: readonly PredictionContract[];
  readonly replay: PredictionReplayContract;
  readonly mayConfigure: boolean;
}

/** What breaks next, or that nothing is predicted to; from how much, and how long ago. */
export function PredictionHeader({ open, replay, mayConfigure }: PredictionHeaderProps) {
  const nameOf = useRegionName();
  const at = { nowMs: useSlowNowMs(), timeZone: useShownZone() };
  const { engine } = replay;
  return (
    <header>
      <div className="flex flex-col items-start gap-x-4 gap-y-2 sm:flex-row">
        {open.length === 0 ? null : (
          <span className="sm:pt-1.5">
            <StatusPill status={{ word: `${open.length} open`, shape: "clock", tone: "pred" }} />
          </span>
        )}
        <h1 className="max-w-[1040px] text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">
          {predictionHeadline(open, { nameOf, at, engine })}
        </h1>
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
        <AssessedAge engine={engine} />
        <p>{engineText(engine)}</p>
        <Link href="/settings/predictions" className="link text-caption">
          {mayConfigure ? "Change when to predict" : "When is predicted"}
        </Link>
      </div>
    </header>
  );
}
