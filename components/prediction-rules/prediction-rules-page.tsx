"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo, useState } from "react";
import { SettingsHead } from "@/components/catalog/settings-head";
import { SettingsSkeleton } from "@/components/catalog/settings-skeleton";
import { usePollWhileAway } from "@/components/queries/live-context";
import { predictionRulesQuery } from "@/components/queries/prediction-rule-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { DataTable } from "@/components/ui/data-table";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { RuleActions } from "./rule-actions";
import { ruleColumns, ruleName } from "./rule-columns";
import { RuleForm } from "./rule-form";
import { RuleUses } from "./rule-uses";

/** From when on something is in trouble, and from which probability on somebody is told. */
export function PredictionRulesPage({ mayChange }: { mayChange: boolean }) {
  /** Its id; null: a new one; undefined: no form is open. */
  const [editing, setEditing] = useState<string | null | undefined>(undefined);
  const refetchInterval = usePollWhileAway();
  const rules = useQuery({ ...predictionRulesQuery, refetchInterval });
  const nameOf = useRegionName();
  const columns = useMemo(() => ruleColumns(nameOf), [nameOf]);
  const list = rules.data?.data ?? [];
  const edited = list.find(({ id }) => id === editing) ?? null;
  const close = () => setEditing(undefined);
  return (
    <div className="flex flex-col gap-3.5">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SettingsHead title="When to predict" mayChange={mayChange}>
          What must not be exceeded, and how likely that must be before somebody is told.{" "}
          <Link href="/predictions" className="link">
            The predictions
          </Link>
        </SettingsHead>
        {mayChange ? (
          <button type="button" className="btn btn-primary" onClick={() => setEditing(null)}>
            Add a rule for a region
          </button>
        ) : null}
      </div>
      <RefreshNotice
        error={rules.error}
        dataUpdatedAt={rules.dataUpdatedAt}
        what="The list of rules"
        onRetry={() => void rules.refetch()}
        busy={rules.isFetching}
      />
      <section aria-label="Rules" className="card">
        {rules.data === undefined ? (
          <SettingsSkeleton what="rules" />
        ) : (
          <DataTable
            caption="Rules of predictions"
            csvName="prediction-rules"
            rows={list}
            rowKey={({ id }) => id}
            columns={columns}
            actions={
              mayChange
                ? {
                    label: "Change",
                    cell: (rule) => (
                      <RuleActions
                        rule={rule}
                        name={ruleName(rule, nameOf)}
                        onEdit={() => setEditing(rule.id)}
                      />
                    ),
                  }
                : undefined
            }
          />
        )}
      </section>
      <RuleUses />
      {editing === null || edited !== null ? (
        <RuleForm key={editing ?? "new"} rule={edited} onDone={close} />
      ) : null}
    </div>
  );
}
