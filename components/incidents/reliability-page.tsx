"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePollWhileAway } from "@/components/queries/live-context";
import { reliabilityQuery } from "@/components/queries/reliability-queries";
import { EmptyState } from "@/components/ui/empty-state";
import { Fact, FactList } from "@/components/ui/fact-list";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { IncidentReliabilityContract } from "@/lib/contracts/incident-reliability";
import { formatDate } from "@/lib/pipeline/present/format-time";
import {
  excludedText,
  lossText,
  reliabilityChart,
  reliabilityHeadline,
  TIMES,
  timeText,
} from "@/lib/pipeline/present/reliability-model";
import { ReliabilityChart } from "./reliability-chart";
import { ReliabilityTable } from "./reliability-table";

interface ReliabilityPageProps {
  readonly weeks: number;
  /** What else can be looked back on, in weeks. */
  readonly choices: readonly number[];
}

/** How often, how long and how dearly things broke, and how quickly people were on it; to be printed, too. */
export function ReliabilityPage({ weeks, choices }: ReliabilityPageProps) {
  const review = useQuery({ ...reliabilityQuery(weeks), refetchInterval: usePollWhileAway() });
  const notice = (
    <RefreshNotice
      error={review.error}
      dataUpdatedAt={review.dataUpdatedAt}
      what="The review"
      onRetry={() => void review.refetch()}
      busy={review.isFetching}
    />
  );
  if (!review.data)
    return (
      <PageSkeleton what="reliability review" notice={notice}>
        <div className="card h-[300px]" />
      </PageSkeleton>
    );
  const { data } = review.data;
  return (
    <div className="flex flex-col gap-3">
      {notice}
      <header>
        <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">
          {reliabilityHeadline(data, weeks)}
        </h1>
        <p className="mt-1 max-w-[90ch] text-ink-2">
          Reliability review. Times count from when users began to feel an incident; what was seen or
          acknowledged before that took no time. Parts of other incidents are not counted, and two at once
          count twice in minutes.
          {data.unreadable_incidents > 0
            ? ` ${data.unreadable_incidents} that are damaged are left out.`
            : null}
        </p>
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <nav aria-label="Weeks to look back on" className="flex flex-wrap gap-2">
            {choices.map((choice) => (
              <Link
                key={choice}
                href={`/incidents/reliability?weeks=${choice}`}
                className="btn"
                aria-current={choice === weeks ? "page" : undefined}
              >
                <span className={choice === weeks ? "font-semibold" : "text-ink-2"}>{choice} weeks</span>
              </Link>
            ))}
          </nav>
          <button type="button" className="btn" onClick={() => window.print()}>
            Print
          </button>
        </div>
      </header>
      <Figures data={data} />
      <Weeks data={data} />
    </div>
  );
}

function Figures({ data }: { data: IncidentReliabilityContract }) {
  const loss = lossText(data);
  return (
    <section aria-labelledby="figures" className="card min-w-0">
      <h2 id="figures" className="card-title">
        Over the whole time
      </h2>
      <FactList>
        <Fact name="Incidents" note={`${data.critical_incidents} critical`}>
          {data.incidents}
        </Fact>
        <Fact name="Minutes of impact">{Math.round(data.impact_minutes)}</Fact>
        <Fact
          name="Money lost"
          note={loss?.note ?? "No revenue is known, or no cycle ran while they were felt"}
        >
          {loss?.money ?? "Not known"}
        </Fact>
        {TIMES.map(({ key, label, short }) => (
          <Fact key={key} name={`${short}: ${label.toLowerCase()}`} note={excludedText(data, key)}>
            {timeText(data[key].mean_seconds)}
            {data[key].median_seconds === null ? null : (
              <span className="text-caption font-normal text-ink-2">
                {" "}
                median {timeText(data[key].median_seconds)}
              </span>
            )}
          </Fact>
        ))}
      </FactList>
    </section>
  );
}

function Weeks({ data }: { data: IncidentReliabilityContract }) {
  const chart = reliabilityChart(data.weeks);
  const day = (at: number) => formatDate(Date.parse(data.weeks.at(at)?.from ?? data.from), "UTC");
  return (
    <section aria-labelledby="weeks" className="card min-w-0">
      <h2 id="weeks" className="card-title">
        Week by week{" "}
        <span className="font-[450]">— means, medians in brackets; weeks from Monday in UTC</span>
      </h2>
      {chart === null ? (
        <EmptyState title="No times to draw.">
          They appear with the first incident of this time that users felt.
        </EmptyState>
      ) : (
        <ReliabilityChart model={chart} from={day(0)} to={day(-1)} />
      )}
      <ReliabilityTable weeks={data.weeks} />
    </section>
  );
}
