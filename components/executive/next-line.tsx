"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { openPredictionsQuery } from "@/components/queries/prediction-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { useSlowNowMs } from "@/components/shell/time-context";
import { useShownZone, useViewHref } from "@/components/shell/view-state";
import { nextBreak } from "@/lib/pipeline/present/prediction-model";

/** In the verdict's second line: what breaks next, and when. Nothing where nothing is predicted. */
export function NextLine() {
  const open = useQuery(openPredictionsQuery);
  const nameOf = useRegionName();
  const href = useViewHref();
  const at = { nowMs: useSlowNowMs(), timeZone: useShownZone() };
  const next = nextBreak(open.data?.data ?? [], nameOf, at);
  if (next === null) return null;
  return (
    <p data-testid="next-break">
      Next:{" "}
      <Link href={href("/predictions")} className="evidence" prefetch={false}>
        {next}
      </Link>
    </p>
  );
}
