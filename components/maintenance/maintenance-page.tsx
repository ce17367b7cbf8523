"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SettingsHead } from "@/components/catalog/settings-head";
import { SettingsSkeleton } from "@/components/catalog/settings-skeleton";
import { UsesCard } from "@/components/catalog/uses-card";
import { maintenanceWindowsQuery } from "@/components/queries/maintenance-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { MaintenanceActions } from "./maintenance-actions";
import { maintenanceColumns } from "./maintenance-columns";
import { MaintenanceForm } from "./maintenance-form";

const NEW = "new";
const USES = [
  [
    "What begins during it",
    "Opens no incident where region, service and labels fit. If it still fires once the window is over, it is taken in then.",
  ],
  ["What began before", "Goes on, and ends as ever. An incident opened by hand is never silenced."],
  [
    "When clocks change",
    "A window starts when its zone’s clock shows so and lasts as long as it says. Of an hour that comes twice it starts in the first one; an hour that is left out, it starts as far past the change.",
  ],
] as const;

/** When work is done on something, so that what it brings is no incident. */
export function MaintenancePage({ mayChange }: { mayChange: boolean }) {
  const [editing, setEditing] = useState<string | null>(null);
  const windows = useQuery(maintenanceWindowsQuery);
  const nameOf = useRegionName();
  const rows = windows.data?.data ?? [];
  const edited = rows.find(({ id }) => id === editing) ?? null;
  return (
    <div className="flex flex-col gap-3.5">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SettingsHead title="Maintenance" mayChange={mayChange}>
          When work is done on something, so that what it brings opens no incident.
        </SettingsHead>
        {mayChange ? (
          <button type="button" className="btn btn-primary" onClick={() => setEditing(NEW)}>
            Add a window
          </button>
        ) : null}
      </div>
      <RefreshNotice
        error={windows.error}
        dataUpdatedAt={windows.dataUpdatedAt}
        what="The list of maintenance windows"
        onRetry={() => void windows.refetch()}
        busy={windows.isFetching}
      />
      <section aria-label="Maintenance windows" className="card">
        {windows.isPending ? (
          <SettingsSkeleton what="maintenance windows" />
        ) : (
          <DataTable
            caption="Maintenance windows"
            csvName="maintenance windows"
            rows={rows}
            rowKey={({ id }) => id}
            columns={maintenanceColumns(nameOf)}
            empty={
              <EmptyState title="No maintenance is planned.">
                A window silences what begins while it is on, in the regions and services that it names.
              </EmptyState>
            }
            actions={
              mayChange
                ? {
                    label: "Change",
                    cell: (window) => (
                      <MaintenanceActions window={window} onEdit={() => setEditing(window.id)} />
                    ),
                  }
                : undefined
            }
          />
        )}
      </section>
      <UsesCard uses={USES} />
      {editing === NEW || edited !== null ? (
        <MaintenanceForm key={edited?.id ?? NEW} window={edited} onDone={() => setEditing(null)} />
      ) : null}
    </div>
  );
}
