"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorSentence } from "@/components/queries/api-problem";
import { revokeKey } from "@/components/queries/ingest-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { Age } from "@/components/ui/age";
import { ClockTime } from "@/components/ui/clock-time";
import { CsvButton } from "@/components/ui/csv-button";
import type { ApiKeyContract } from "@/lib/contracts/api-key";
import type { CsvColumn } from "@/lib/pipeline/present/csv";

const timeOf = (text: string | null) => (text === null ? null : Date.parse(text));

const COLUMNS: readonly CsvColumn<ApiKeyContract>[] = [
  { label: "Name", value: ({ name }) => name },
  { label: "Scope", value: ({ scope }) => scope },
  { label: "Begins with", value: ({ prefix }) => prefix },
  { label: "Created", time: true, value: ({ created_at }) => timeOf(created_at) },
  { label: "Created by", value: ({ created_by }) => created_by },
  { label: "Last used", time: true, value: ({ last_used_at }) => timeOf(last_used_at) },
  { label: "Revoked", time: true, value: ({ revoked_at }) => timeOf(revoked_at) },
];

/** Every key, revoked ones last. */
export function KeysTable({ keys }: { keys: readonly ApiKeyContract[] }) {
  if (keys.length === 0) return <p className="py-3 text-ink-2">There is no key yet.</p>;
  const ordered = [...keys].sort((a, b) => Number(a.revoked_at !== null) - Number(b.revoked_at !== null));
  return (
    <>
      <div className="flex justify-end">
        <CsvButton caption="Keys" csvName="keys" columns={COLUMNS} rows={ordered} />
      </div>
      <Table keys={ordered} />
    </>
  );
}

function Table({ keys }: { keys: readonly ApiKeyContract[] }) {
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label="Keys">
      <table className="table-plain">
        <thead>
          <tr>
            <th>Name</th>
            <th className="left max-sm:hidden">Scope</th>
            <th className="left max-sm:hidden">Begins with</th>
            <th className="max-sm:hidden">Created</th>
            <th>Last used</th>
            <th>
              <span className="sr-only">Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKeyContract }) {
  return (
    <tr className={apiKey.revoked_at === null ? "" : "text-ink-3"} data-key={apiKey.name}>
      <td className="font-[570]">
        {apiKey.name}
        {apiKey.demo ? <span className="ml-2 text-[12px] font-[450] text-ink-3">demo</span> : null}
        <span className="block text-caption font-[450] text-ink-2 sm:hidden">{apiKey.scope}</span>
      </td>
      <td className="left max-sm:hidden">{apiKey.scope}</td>
      <td className="left font-mono text-[12.5px] max-sm:hidden">{apiKey.prefix}…</td>
      <td className="max-sm:hidden" title={`by ${apiKey.created_by}`}>
        <ClockTime atMs={Date.parse(apiKey.created_at)} show="date" />
      </td>
      <td>{apiKey.last_used_at === null ? "Never" : <Age atMs={Date.parse(apiKey.last_used_at)} />}</td>
      <td>{apiKey.revoked_at === null ? <RevokeKey apiKey={apiKey} /> : "Revoked"}</td>
    </tr>
  );
}

/** Asks once more before it revokes: that cannot be undone. */
function RevokeKey({ apiKey }: { apiKey: ApiKeyContract }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revocation = useMutation({
    mutationFn: () => revokeKey(apiKey.id),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.apiKeys.all }),
  });
  if (!asking)
    return (
      <button
        type="button"
        className="btn"
        onClick={() => setAsking(true)}
        aria-label={`Revoke ${apiKey.name}`}
      >
        Revoke
      </button>
    );
  return (
    <span className="inline-flex items-center gap-1.5">
      {revocation.error ? (
        <span role="alert" className="text-caption text-crit">
          {errorSentence(revocation.error)}
        </span>
      ) : null}
      <button
        type="button"
        className="btn btn-danger"
        onClick={() => revocation.mutate()}
        disabled={revocation.isPending}
        aria-label={`Revoke ${apiKey.name} for good`}
      >
        {revocation.isPending ? "Revoking" : "Revoke for good"}
      </button>
      <button type="button" className="btn" onClick={() => setAsking(false)}>
        Keep
      </button>
    </span>
  );
}
