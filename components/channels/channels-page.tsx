"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SettingsHead } from "@/components/catalog/settings-head";
import { SettingsSkeleton } from "@/components/catalog/settings-skeleton";
import { channelsQuery } from "@/components/queries/channel-queries";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { ChannelContract } from "@/lib/contracts/channel";
import { ChannelActions } from "./channel-actions";
import { CHANNEL_COLUMNS } from "./channel-columns";
import { ChannelForm } from "./channel-form";
import { DeliveryLog } from "./delivery-log";

/** null: a new one. */
type Open = { readonly what: "form" | "log"; readonly id: string | null } | null;

/** Where people are told of incidents, and what they were sent. */
export function ChannelsPage() {
  const [open, setOpen] = useState<Open>(null);
  const channels = useQuery(channelsQuery);
  const rows = channels.data?.data ?? [];
  const close = () => setOpen(null);
  return (
    <div className="flex flex-col gap-3.5">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SettingsHead title="Notifications" mayChange>
          Where people are told that an incident opened, was acknowledged, resolved or reopened.
        </SettingsHead>
        <button type="button" className="btn btn-primary" onClick={() => setOpen({ what: "form", id: null })}>
          Add a channel
        </button>
      </div>
      <RefreshNotice
        error={channels.error}
        dataUpdatedAt={channels.dataUpdatedAt}
        what="The list of channels"
        onRetry={() => void channels.refetch()}
        busy={channels.isFetching}
      />
      <section className="card">
        {channels.isPending ? (
          <SettingsSkeleton what="channels" />
        ) : (
          <DataTable
            caption="Channels"
            csvName="channels"
            rows={rows}
            rowKey={({ id }) => id}
            columns={CHANNEL_COLUMNS}
            empty={
              <EmptyState title="Nobody is told yet.">
                Add Slack, email, a signed webhook or PagerDuty, and send a test message.
              </EmptyState>
            }
            actions={{
              label: "Change",
              cell: ({ id, ...channel }) => (
                <ChannelActions
                  channel={{ id, ...channel }}
                  onEdit={() => setOpen({ what: "form", id })}
                  onLog={() => setOpen({ what: "log", id })}
                />
              ),
            }}
          />
        )}
      </section>
      {open === null ? null : (
        <OpenPanel key={`${open.what} ${open.id}`} open={open} rows={rows} onClose={close} />
      )}
    </div>
  );
}

interface OpenPanelProps {
  readonly open: NonNullable<Open>;
  readonly rows: readonly ChannelContract[];
  readonly onClose: () => void;
}

function OpenPanel({ open: { what, id }, rows, onClose }: OpenPanelProps) {
  const channel = rows.find((each) => each.id === id) ?? null;
  if (what === "log") return channel === null ? null : <DeliveryLog channel={channel} onClose={onClose} />;
  return id !== null && channel === null ? null : <ChannelForm channel={channel} onDone={onClose} />;
}
