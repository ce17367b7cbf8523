"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { ingestStatusQuery } from "@/components/queries/ingest-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { useSlowNowMs } from "@/components/shell/time-context";
import { Age } from "@/components/ui/age";
import { Fact, FactList } from "@/components/ui/fact-list";
import { FigureValue } from "@/components/ui/figure-value";
import { PagePart } from "@/components/ui/page-part";
import { StatusPill } from "@/components/ui/status-pill";
import type { IngestStatusContract } from "@/lib/contracts/ingest-status";
import { formatBytes } from "@/lib/pipeline/present/format-bytes";
import { formatCount, formatPerSecond, plainText } from "@/lib/pipeline/present/format-number";
import {
  ingestRates,
  ingestReading,
  mostSilentSender,
  paceState,
  withReading,
  type IngestReading,
} from "@/lib/pipeline/present/ingest-health";
import { FLUSH_AGE_LIMIT_MS } from "@/lib/pipeline/present/rest/readiness-of";

const TITLE = "What arrives";

/** For those who may not read it: that it exists, and why it is not here. */
export function IngestRefused() {
  return (
    <section aria-labelledby="ingest" className="card" data-part={TITLE}>
      <h2 id="ingest" className="card-title">
        {TITLE}
      </h2>
      <p className="mt-1 text-ink-2">
        Senders and sources are for engineers and admins. Whoever runs the server gives the role sre.
      </p>
    </section>
  );
}

/** Whether telemetry comes in, from everybody, and is committed in time. */
export function IngestPart() {
  const refetchInterval = usePollWhileAway();
  const status = useQuery({ ...ingestStatusQuery, refetchInterval });
  const more = (
    <Link href="/settings/ingest" className="link text-caption">
      Senders and refusals
    </Link>
  );
  return (
    <PagePart title={TITLE} aside={more} query={status} what="The ingest state" heightPx={180}>
      {({ data }) => <IngestHealth status={data} />}
    </PagePart>
  );
}

function IngestHealth({ status }: { status: IngestStatusContract }) {
  const [readings, setReadings] = useState<readonly IngestReading[]>([]);
  const reading = ingestReading(status);
  const known = withReading(readings, reading);
  if (known !== readings) setReadings(known); // counts only grow: a rate needs two of them
  const rates = ingestRates(known);
  const silent = mostSilentSender(status.senders);
  const refused = status.rejected.reduce((sum, { count }) => sum + count, 0);
  const replay = status.ingesters.reduce((sum, { checkpoint_lag: lag }) => sum + lag, 0);
  return (
    <FactList>
      <Fact name="Samples" note={rates === null ? "two commits are needed for it" : "over the last minute"}>
        {rates === null ? "Measuring" : <FigureValue value={formatPerSecond(rates.samplesPerSecond)} />}
      </Fact>
      <Fact name="Not used" note={`${plainText(formatCount(refused))} since the installation`}>
        {rates === null ? "Measuring" : <FigureValue value={formatPerSecond(rates.refusedPerSecond)} />}
      </Fact>
      <Fact name="Most silent sender" note={silent?.name ?? "Nobody has sent anything yet."}>
        {silent === null ? "None" : <Age atMs={silent.sinceMs} />}
      </Fact>
      <Fact name="Newest commit" note={<Pace lastMs={reading?.atMs ?? null} />}>
        {reading === null ? "Never" : <Age atMs={reading.atMs} />}
      </Fact>
      <LogFact log={status.log} />
      <Fact name="To replay" note="records since the last checkpoint, after a crash">
        <FigureValue value={formatCount(replay)} />
      </Fact>
    </FactList>
  );
}

function Pace({ lastMs }: { lastMs: number | null }) {
  return <StatusPill status={paceState(lastMs, useSlowNowMs(), FLUSH_AGE_LIMIT_MS)} />;
}

function LogFact({ log }: { log: IngestStatusContract["log"] }) {
  if (log === null)
    return (
      <Fact name="Log" note="The ingest is another process: hm_ingest_log_bytes at its /metrics.">
        Not known here
      </Fact>
    );
  return (
    <Fact name="Log" note={`of at most ${plainText(formatBytes(log.max_bytes))}`}>
      <FigureValue value={formatBytes(log.bytes)} />
    </Fact>
  );
}
