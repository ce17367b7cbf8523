"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { regionsQuery } from "@/components/queries/catalog-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { REGION_USES } from "@/lib/pipeline/present/catalog-uses";
import { RegionForm } from "./region-form";
import { regionSettingsColumns } from "./region-settings-columns";
import { SettingsHead } from "./settings-head";
import { SettingsList } from "./settings-list";
import { UsesCard } from "./uses-card";

const USES = [
  ["Place", REGION_USES.place],
  ["Time zone", REGION_USES.time_zone],
  ["Price of a server-hour", REGION_USES.price_per_server_hour],
  ["Revenue a minute", REGION_USES.revenue_per_minute],
] as const;

/** What is known of every region: where it is, what it costs, what it earns. */
export function RegionSettingsPage({ mayChange }: { mayChange: boolean }) {
  const [editing, setEditing] = useState<string | null>(null);
  const refetchInterval = usePollWhileAway();
  const regions = useQuery({ ...regionsQuery, refetchInterval });
  const currency = regions.data?.meta.currency ?? "reporting currency";
  const columns = useMemo(() => regionSettingsColumns(currency), [currency]);
  const rows = regions.data?.data ?? [];
  const edited = rows.find(({ code }) => code === editing);
  return (
    <div className="flex flex-col gap-3.5">
      <SettingsHead title="Regions" mayChange={mayChange}>
        Where they are, what they cost and what they earn.
      </SettingsHead>
      <SettingsList
        of="region"
        query={regions}
        rows={rows}
        columns={columns}
        keyOf={({ code }) => code}
        nameOf={({ name }) => name}
        onEdit={mayChange ? setEditing : null}
      />
      <UsesCard uses={USES} />
      {edited === undefined ? null : (
        <RegionForm key={edited.code} region={edited} currency={currency} onDone={() => setEditing(null)} />
      )}
    </div>
  );
}
