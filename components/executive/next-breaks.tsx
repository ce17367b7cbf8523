"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePollWhileAway } from "@/components/queries/live-context";
import { openPredictionsQuery, predictionReplayQuery } from "@/components/queries/prediction-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { useSlowNowMs } from "@/components/shell/time-context";
import { useShownZone, useViewHref } from "@/components/shell/view-state";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_CLASS } from "@/components/ui/tone-class";
import { ExplainButton } from "@/components/ui/explain-button";
import type { AttentionItemContract } from "@/lib/contracts/executive-dashboard";
import type { PredictionContract } from "@/lib/contracts/prediction";
import { predictedCost } from "@/lib/pipeline/present/attention-model";
import { byUrgency, predictionModel } from "@/lib/pipeline/present/prediction-model";
import { nothingText, probabilityText, silentText } from "@/lib/pipeline/present/prediction-words";

/** More are counted. */
const MOST_SHOWN = 2;

interface NextBreaksProps {
  /** Of the attention list: what a prediction may cost. */
  readonly items: readonly AttentionItemContract[];
  /** Of the money in them. */
  readonly currency: string | undefined;
}

/** What breaks next, below what needs attention now. Silence is said, and whether it is good news. */
export function NextBreaks({ items, currency }: NextBreaksProps) {
  const refetchInterval = usePollWhileAway();
  const open = useQuery({ ...openPredictionsQuery, refetchInterval });
  const engine = useQuery({ ...predictionReplayQuery, refetchInterval }).data?.data.engine;
  const href = useViewHref();
  const at = { nowMs: useSlowNowMs(), timeZone: useShownZone() };
  if (open.data === undefined || engine === undefined) return null;
  const all = [...open.data.data].sort(byUrgency);
  if (all.length === 0)
    return (
      <p className="border-t border-line pt-2 text-caption text-ink-2" data-next="0">
        <Link href={href("/predictions")} className="inline-flex min-h-6 items-center hover:underline">
          {[nothingText(engine, at), silentText(engine)].filter(Boolean).join(" ")}
        </Link>
      </p>
    );
  const more = all.length - MOST_SHOWN;
  const shown = all.slice(0, MOST_SHOWN).map((prediction) => ({
    prediction,
    cost: predictedCost(items, prediction.id, currency),
  }));
  const costs = shown.flatMap(({ cost }) => cost ?? []);
  return (
    <section aria-labelledby="next" className="border-t border-line pt-2" data-next={all.length}>
      <h3 id="next" className="card-title flex flex-wrap justify-between gap-x-3">
        <span className="inline-flex items-center gap-1.5">
          What breaks next
          <span className="font-[450]">{costs.length > 0 ? "— cost if it does" : "— cost not known"}</span>
          {costs.length > 0 ? <CostMethod methods={costs.map(({ method }) => method)} /> : null}
        </span>
        <Link
          href={href("/predictions")}
          className="inline-flex min-h-6 items-center font-[450] hover:underline"
        >
          {more > 0 ? `${more} more` : "All predictions"}
        </Link>
      </h3>
      <ul>
        {shown.map(({ prediction, cost }) => (
          <NextRow
            key={prediction.id}
            prediction={prediction}
            cost={cost?.text ?? (costs.length > 0 ? "cost not known" : null)}
          />
        ))}
      </ul>
    </section>
  );
}

function CostMethod({ methods }: { methods: readonly string[] }) {
  return (
    <ExplainButton subject="Cost if it comes true">
      {[...new Set(methods)].map((method) => (
        <p key={method} className="mt-1.5 text-caption text-ink-2">
          {method}
        </p>
      ))}
    </ExplainButton>
  );
}

/** `cost`: a range a minute, or that it is not known; null: that is said above of all. */
function NextRow({ prediction, cost }: { prediction: PredictionContract; cost: string | null }) {
  const nameOf = useRegionName();
  const href = useViewHref();
  const at = { nowMs: useSlowNowMs(), timeZone: useShownZone() };
  const { title, probability, when, proven } = predictionModel(prediction, nameOf, at);
  return (
    <li className="grid grid-cols-[22px_1fr_auto] gap-3 py-1" data-prediction={prediction.id}>
      <span className={`mt-0.5 grid size-[22px] place-items-center rounded-full ${TONE_CLASS.pred}`}>
        <StatusShape shape="clock" />
      </span>
      <div>
        <p className="font-[570]">
          <Link
            href={href(`/predictions#${prediction.id}`)}
            className="inline-flex min-h-6 items-center hover:underline"
          >
            {title}
          </Link>
        </p>
        <p className="text-caption text-ink-2">{when}</p>
      </div>
      <div className="text-right">
        <p className="font-[620]">{probabilityText(probability)}</p>
        <p className="flex flex-col text-caption whitespace-nowrap text-ink-2 sm:flex-row sm:justify-end sm:gap-1.5">
          {cost === null ? null : <span>{cost}</span>}
          {proven ? null : <span>unproven</span>}
        </p>
      </div>
    </li>
  );
}
