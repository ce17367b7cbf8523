"use client";

import { useQuery } from "@tanstack/react-query";
import { apiKeysQuery } from "@/components/queries/ingest-queries";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { CreatedApiKeyResponse } from "@/lib/contracts/api-key";
import { CreateKeyForm } from "./create-key-form";
import { KeysTable } from "./keys-table";
import { NewSecret } from "./new-secret";

interface KeysPanelProps {
  readonly created: CreatedApiKeyResponse["data"] | null;
  readonly onCreated: (created: CreatedApiKeyResponse["data"] | null) => void;
}

/** The keys of this installation, for admins. */
export function KeysPanel({ created, onCreated }: KeysPanelProps) {
  const keys = useQuery(apiKeysQuery);
  return (
    <section aria-labelledby="keys" className="card flex flex-col gap-3">
      <h2 id="keys" className="card-title">
        Keys
      </h2>
      {created === null ? null : <NewSecret created={created} onDone={() => onCreated(null)} />}
      <CreateKeyForm onCreated={onCreated} />
      <RefreshNotice
        error={keys.error}
        dataUpdatedAt={keys.dataUpdatedAt}
        what="The list of keys"
        onRetry={() => void keys.refetch()}
        busy={keys.isFetching}
      />
      {keys.data ? <KeysTable keys={keys.data.data} /> : null}
    </section>
  );
}
