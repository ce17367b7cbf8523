"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { apiKeysQuery, ingestStatusQuery } from "@/components/queries/ingest-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { regionalQuery } from "@/components/queries/snapshot-queries";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { CreatedApiKeyResponse } from "@/lib/contracts/api-key";
import type { IngestStatusContract } from "@/lib/contracts/ingest-status";
import { ingestChecklist } from "@/lib/pipeline/present/ingest-checklist";
import { Checklist } from "./checklist";
import { ConfigTabs } from "./config-tabs";
import { KeysPanel } from "./keys-panel";
import { LastSampleLine } from "./last-sample-line";
import { RejectionsTable } from "./rejections-table";
import { SendersTable } from "./senders-table";
import { StrandedFigures } from "./stranded-figures";
import { UnmappedList } from "./unmapped-list";

interface IngestPageProps {
  /** Where senders reach this server. */
  readonly baseUrl: string;
  readonly mayManageKeys: boolean;
}

/** What arrives, what does not, and how to send more. */
export function IngestPage({ baseUrl, mayManageKeys }: IngestPageProps) {
  const [created, setCreated] = useState<CreatedApiKeyResponse["data"] | null>(null);
  const refetchInterval = usePollWhileAway();
  const status = useQuery({ ...ingestStatusQuery, refetchInterval });
  const secret = created?.scope === "ingest" ? created.secret : null;
  return (
    <div className="flex flex-col gap-3.5">
      <header>
        <h1
          className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]"
          data-testid="last-sample"
        >
          {status.data ? <LastSampleLine status={status.data.data} /> : <Skeleton chars={32} />}
        </h1>
        <p className="mt-1 text-ink-2">Ingest: what arrives, from whom, and what is not used.</p>
      </header>
      <RefreshNotice
        error={status.error}
        dataUpdatedAt={status.dataUpdatedAt}
        what="The ingest state"
        onRetry={() => void status.refetch()}
        busy={status.isFetching}
      />
      {status.data ? <Steps status={status.data.data} mayManageKeys={mayManageKeys} /> : null}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3.5 xl:grid-cols-2">
        <section aria-labelledby="send" className="card flex min-w-0 flex-col gap-2.5">
          <h2 id="send" className="card-title">
            Point a sender here
          </h2>
          <ConfigTabs baseUrl={baseUrl} secret={secret} />
        </section>
        {status.data ? <Senders status={status.data.data} /> : null}
      </div>
      {status.data ? <StrandedFigures stranded={status.data.data.stranded_figures} /> : null}
      {status.data ? <Unmapped unmapped={status.data.data.unmapped} /> : null}
      {mayManageKeys ? <KeysPanel created={created} onCreated={setCreated} /> : null}
    </div>
  );
}

function Steps({ status, mayManageKeys }: { status: IngestStatusContract; mayManageKeys: boolean }) {
  const keys = useQuery({ ...apiKeysQuery, enabled: mayManageKeys });
  const regional = useQuery(regionalQuery);
  const inForce = keys.data?.data.filter((key) => key.scope === "ingest" && key.revoked_at === null);
  const regions = regional.data?.data.map((region) => region.region) ?? [];
  return <Checklist steps={ingestChecklist({ status, ingestKeys: inForce?.length ?? null, regions })} />;
}

function Senders({ status }: { status: IngestStatusContract }) {
  return (
    <div className="flex min-w-0 flex-col gap-3.5">
      <section aria-labelledby="senders" className="card">
        <h2 id="senders" className="card-title">
          Senders
        </h2>
        <SendersTable senders={status.senders} />
      </section>
      <section aria-labelledby="rejected" className="card">
        <h2 id="rejected" className="card-title">
          Not folded, by reason
        </h2>
        <RejectionsTable rejected={status.rejected} />
      </section>
    </div>
  );
}

function Unmapped({ unmapped }: { unmapped: IngestStatusContract["unmapped"] }) {
  return (
    <section aria-labelledby="unmapped" className="card">
      <h2 id="unmapped" className="card-title">
        Names that are not used
      </h2>
      <UnmappedList unmapped={unmapped} />
      <p className="mt-2">
        <Link href="/settings/mappings" className="link">
          Rules, and what a name may mean
        </Link>
      </p>
    </section>
  );
}
