"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePollWhileAway } from "@/components/queries/live-context";
import { openPredictionsQuery } from "@/components/queries/prediction-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { useSlowNowMs } from "@/components/shell/time-context";
import { useShownZone, useViewHref } from "@/components/shell/view-state";
import { StatusPill } from "@/components/ui/status-pill";
import { predictionModel, predictionsOf } from "@/lib/pipeline/present/prediction-model";
import { TrackRecordText } from "./track-record-text";

interface OpenHereProps {
  readonly region?: string | null;
  readonly service?: string | null;
}

/** What is predicted to break in a place, one line each, the soonest first. Nothing where nothing is. */
export function OpenHere({ region = null, service = null }: OpenHereProps) {
  const refetchInterval = usePollWhileAway();
  const open = useQuery({ ...openPredictionsQuery, refetchInterval });
  const nameOf = useRegionName();
  const href = useViewHref();
  const at = { nowMs: useSlowNowMs(), timeZone: useShownZone() };
  const here = predictionsOf(open.data?.data ?? [], { region, service });
  if (here.length === 0) return null;
  return (
    <ul aria-label="Predicted here" className="card flex flex-col gap-2" data-predicted={here.length}>
      {here.map((prediction) => {
        const { title, sentence, when } = predictionModel(prediction, nameOf, at);
        return (
          <li key={prediction.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StatusPill status={{ word: "Predicted", shape: "clock", tone: "pred" }} />
            <Link
              href={href(`/predictions#${prediction.id}`)}
              className="inline-flex min-h-6 items-center font-[570] hover:underline"
            >
              {title}
            </Link>
            <span className="min-w-0">
              {sentence} {when}.
            </span>
            <span className="text-caption text-ink-2">
              <TrackRecordText record={prediction.track_record} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
