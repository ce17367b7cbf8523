import Link from "next/link";
import { useRegionName } from "@/components/queries/use-region-name";
import { useSlowNowMs } from "@/components/shell/time-context";
import { useShownZone, useViewHref } from "@/components/shell/view-state";
import { StatusPill } from "@/components/ui/status-pill";
import type { AnomalyContract } from "@/lib/contracts/anomaly";
import {
  ANOMALY_METRIC_WORDS,
  anomalyPlace,
  expectedText,
  observedText,
  partsText,
  siblingsText,
  spanText,
} from "@/lib/pipeline/present/anomaly-words";
import { SuspectList } from "./suspect-list";

interface AnomalyItemProps {
  readonly anomaly: AnomalyContract;
  /** What the page is about, and need not be said. */
  readonly page: { readonly region: string | null; readonly service: string | null };
}

/** One thing that is unusual now: what, since when, how far from what was expected, where else, and what changed before. */
export function AnomalyItem({ anomaly, page }: AnomalyItemProps) {
  const nameOf = useRegionName();
  const href = useViewHref();
  const at = { nowMs: useSlowNowMs(), timeZone: useShownZone() };
  const { metric, direction, region, service } = anomaly;
  const place = anomalyPlace(anomaly, nameOf, page);
  const isOfService = service !== null && page.service === null;
  const parts = partsText(anomaly);
  return (
    <li
      className="flex flex-col gap-0.5 border-t border-line pt-2 first:border-t-0 first:pt-0"
      data-anomaly={anomaly.id}
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusPill
          status={{ word: direction === "above" ? "Above" : "Below", shape: "ring", tone: "quiet" }}
        />
        <span className="font-[570]">{ANOMALY_METRIC_WORDS[metric]}</span>
        {place === "" ? null : (
          <Link
            href={href(
              isOfService
                ? `/services/${encodeURIComponent(service)}`
                : `/regions/${encodeURIComponent(region)}`,
            )}
            className="link inline-flex min-h-6 items-center"
          >
            {place}
          </Link>
        )}
        <span className="text-ink-2">{spanText(anomaly, at)}</span>
        {anomaly.demo ? <span className="text-caption text-ink-2">demo data</span> : null}
      </p>
      <p>
        {observedText(anomaly)} instead of {expectedText(anomaly)}; {siblingsText(anomaly)}.
        {parts === null ? "" : ` ${parts}`}
      </p>
      <div className="flex flex-wrap items-center gap-x-2 text-caption">
        <span className="text-ink-2">Suspected:</span>
        <SuspectList anomaly={anomaly} />
      </div>
    </li>
  );
}
