"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { servicesQuery } from "@/components/queries/catalog-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { SERVICE_USES } from "@/lib/pipeline/present/catalog-uses";
import { ServiceForm } from "./service-form";
import { SERVICE_COLUMNS } from "./service-settings-columns";
import { SettingsHead } from "./settings-head";
import { SettingsList } from "./settings-list";
import { UsesCard } from "./uses-card";

const USES = [
  ["Owner", SERVICE_USES.owner],
  ["Contact", SERVICE_USES.contact],
  ["Tier", SERVICE_USES.tier],
  ["Reach", SERVICE_USES.reach],
  ["Calls", SERVICE_USES.dependencies],
] as const;

/** What is known of every service: whose it is, whom to call, what it calls, how many sessions touch it. */
export function ServiceSettingsPage({ mayChange }: { mayChange: boolean }) {
  const [editing, setEditing] = useState<string | null>(null);
  const refetchInterval = usePollWhileAway();
  const services = useQuery({ ...servicesQuery, refetchInterval });
  const rows = services.data?.data ?? [];
  const edited = rows.find(({ name }) => name === editing);
  return (
    <div className="flex flex-col gap-3.5">
      <SettingsHead title="Services" mayChange={mayChange}>
        Whose they are, whom to call, what they call and how many sessions touch them.
      </SettingsHead>
      <SettingsList
        of="service"
        query={services}
        rows={rows}
        columns={SERVICE_COLUMNS}
        keyOf={({ name }) => name}
        nameOf={({ name }) => name}
        onEdit={mayChange ? setEditing : null}
      />
      <UsesCard uses={USES} />
      {edited === undefined ? null : (
        <ServiceForm
          key={edited.name}
          service={edited}
          names={rows.map(({ name }) => name)}
          onDone={() => setEditing(null)}
        />
      )}
    </div>
  );
}
