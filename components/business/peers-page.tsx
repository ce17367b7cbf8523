"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SettingsHead } from "@/components/catalog/settings-head";
import { SettingsSkeleton } from "@/components/catalog/settings-skeleton";
import { UsesCard } from "@/components/catalog/uses-card";
import { peersQuery } from "@/components/queries/business-queries";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { PEER_USES } from "@/lib/pipeline/present/business-uses";
import { PEER_COLUMNS } from "./peer-columns";
import { PeerActions } from "./peer-actions";
import { PEER_ROLE_LABEL, PeerForm } from "./peer-form";

const NEW = "new";
const USES = [
  [PEER_ROLE_LABEL.probe, PEER_USES.probe],
  [PEER_ROLE_LABEL.own, PEER_USES.own],
  [PEER_ROLE_LABEL.benchmark, PEER_USES.benchmark],
] as const;

/** Whom the platform is compared with: who they are, and how they stand. */
export function PeersPage() {
  const [editing, setEditing] = useState<string | null>(null);
  const peers = useQuery(peersQuery);
  const rows = peers.data?.data ?? [];
  const edited = rows.find(({ id }) => id === editing) ?? null;
  const close = () => setEditing(null);
  return (
    <div className="flex flex-col gap-3.5">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SettingsHead title="Peers" mayChange>
          Whom you are compared with, for the competitive figures. Figures of probes are those of the last
          24&nbsp;h, from ten probes on.
        </SettingsHead>
        <button type="button" className="btn btn-primary" onClick={() => setEditing(NEW)}>
          Add a peer
        </button>
      </div>
      <RefreshNotice
        error={peers.error}
        dataUpdatedAt={peers.dataUpdatedAt}
        what="The list of peers"
        onRetry={() => void peers.refetch()}
        busy={peers.isFetching}
      />
      <section className="card">
        {peers.isPending ? (
          <SettingsSkeleton what="peers" />
        ) : (
          <DataTable
            caption="Peers"
            csvName="peers"
            rows={rows}
            rowKey={({ id }) => id}
            columns={PEER_COLUMNS}
            empty={
              <EmptyState title="Nobody is compared with yet.">
                Add a competitor’s address, and your own public one: both are asked the same way.
              </EmptyState>
            }
            actions={{
              label: "Change",
              cell: (peer) => <PeerActions peer={peer} onEdit={() => setEditing(peer.id)} />,
            }}
          />
        )}
      </section>
      <UsesCard uses={USES} />
      {editing === NEW || edited !== null ? (
        <PeerForm key={edited?.id ?? NEW} peer={edited} onDone={close} />
      ) : null}
    </div>
  );
}
