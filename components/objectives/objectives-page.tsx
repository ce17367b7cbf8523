"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SettingsHead } from "@/components/catalog/settings-head";
import { SettingsSkeleton } from "@/components/catalog/settings-skeleton";
import { usePollWhileAway } from "@/components/queries/live-context";
import { objectivesQuery, OPENSLO_HREF } from "@/components/queries/objective-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { DataTable } from "@/components/ui/data-table";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { objectiveTitle, placeText } from "@/lib/pipeline/present/objective-model";
import { ownRows } from "@/lib/pipeline/present/objective-rows";
import { MethodsCard } from "./methods-card";
import { ObjectiveActions } from "./objective-actions";
import { objectiveColumns } from "./objective-columns";
import { ObjectiveForm } from "./objective-form";
import { OpensloImport } from "./openslo-import";
import { SpendersCard } from "./spenders-card";
import { StandingAge } from "./standing-age";

type Open = { readonly kind: "form"; readonly id: string | null } | { readonly kind: "import" };

/** What is promised, what of each error budget is left, and who spends it. */
export function ObjectivesPage({ mayChange }: { mayChange: boolean }) {
  const [open, setOpen] = useState<Open | null>(null);
  const refetchInterval = usePollWhileAway();
  const objectives = useQuery({ ...objectivesQuery(), refetchInterval });
  const nameOf = useRegionName();
  const list = objectives.data?.data ?? [];
  const edited = open?.kind === "form" ? (list.find(({ id }) => id === open.id) ?? null) : null;
  const close = () => setOpen(null);
  return (
    <div className="flex flex-col gap-3.5">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SettingsHead title="Objectives" mayChange={mayChange}>
          What is promised of availability and speed, and what of each error budget is left.
        </SettingsHead>
        <div className="flex flex-wrap gap-2">
          {mayChange ? (
            <button
              type="button"
              className="btn btn-primary"
              onClick={() => setOpen({ kind: "form", id: null })}
            >
              Add an objective
            </button>
          ) : null}
          <a className="btn" href={OPENSLO_HREF} download>
            Export OpenSLO
          </a>
          {mayChange ? (
            <button type="button" className="btn" onClick={() => setOpen({ kind: "import" })}>
              Import OpenSLO
            </button>
          ) : null}
        </div>
      </div>
      <RefreshNotice
        error={objectives.error}
        dataUpdatedAt={objectives.dataUpdatedAt}
        what="The list of objectives"
        onRetry={() => void objectives.refetch()}
        busy={objectives.isFetching}
      />
      <section aria-label="Objectives" className="card">
        {objectives.isPending ? <SettingsSkeleton what="objectives" /> : null}
        {objectives.data ? (
          <DataTable
            caption="Objectives as they are set"
            heading={<StandingAge asOf={objectives.data.meta.as_of} />}
            csvName="objectives"
            rows={ownRows(list)}
            rowKey={({ objective }) => objective.id}
            columns={objectiveColumns(nameOf)}
            actions={
              mayChange
                ? {
                    label: "Change",
                    cell: ({ objective }) => (
                      <ObjectiveActions
                        objective={objective}
                        name={`${objectiveTitle(objective)}, ${placeText(objective, nameOf)}`}
                        onEdit={() => setOpen({ kind: "form", id: objective.id })}
                      />
                    ),
                  }
                : undefined
            }
          />
        ) : null}
      </section>
      <SpendersCard objectives={list} />
      <MethodsCard />
      {open?.kind === "form" && (open.id === null || edited !== null) ? (
        <ObjectiveForm key={open.id} objective={edited} onDone={close} />
      ) : null}
      {open?.kind === "import" ? <OpensloImport onDone={close} /> : null}
    </div>
  );
}
