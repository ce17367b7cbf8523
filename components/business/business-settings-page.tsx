"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { NotConfigured } from "@/components/catalog/not-configured";
import { SettingsHead } from "@/components/catalog/settings-head";
import { SettingsSkeleton } from "@/components/catalog/settings-skeleton";
import { businessSettingsQuery } from "@/components/queries/business-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { BusinessSettingsContract } from "@/lib/contracts/business-settings";
import { BUSINESS_USES } from "@/lib/pipeline/present/business-uses";
import { formatMoney, plainMoneyText } from "@/lib/pipeline/present/format-money";
import { BusinessSettingsForm } from "./business-settings-form";

const PER_CENT = 100;

/** What the business figures are made with beside telemetry. */
export function BusinessSettingsPage({ mayChange }: { mayChange: boolean }) {
  const [editing, setEditing] = useState(false);
  const refetchInterval = usePollWhileAway();
  const settings = useQuery({ ...businessSettingsQuery, refetchInterval });
  const current = settings.data?.data;
  return (
    <div className="flex flex-col gap-3.5">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SettingsHead title="Business" mayChange={mayChange}>
          What money figures are made with where nobody sends it: currency, revenue, prices.
        </SettingsHead>
        {mayChange && current ? (
          <button type="button" className="btn btn-primary" onClick={() => setEditing(true)}>
            Change
          </button>
        ) : null}
      </div>
      <RefreshNotice
        error={settings.error}
        dataUpdatedAt={settings.dataUpdatedAt}
        what="The business inputs"
        onRetry={() => void settings.refetch()}
        busy={settings.isFetching}
      />
      <section aria-label="Business inputs" className="card">
        {current ? <Inputs settings={current} /> : <SettingsSkeleton what="business inputs" />}
      </section>
      {editing && current ? (
        <BusinessSettingsForm settings={current} onDone={() => setEditing(false)} />
      ) : null}
    </div>
  );
}

function Inputs({ settings }: { settings: BusinessSettingsContract }) {
  const { currency, target_utilization: target } = settings;
  const money = (amount: number | null, per: string) =>
    amount === null ? <NotConfigured /> : plainMoneyText(formatMoney(amount, currency, per));
  return (
    <dl className="flex flex-col">
      <Input name="currency" label="Reporting currency">
        {currency}
      </Input>
      <Input name="world_revenue_per_minute" label="Revenue a minute, world-wide">
        {money(settings.world_revenue_per_minute, "min")}
      </Input>
      <Input name="abandonment_factor" label="Abandonment factor">
        {Number((settings.abandonment_factor * PER_CENT).toPrecision(12))} %
      </Input>
      <Input name="price_per_server_hour" label="Price of a server-hour">
        {money(settings.price_per_server_hour, "h")}
      </Input>
      <Input name="target_utilization" label="Target utilisation">
        {target === null ? "CPU 85 %, memory 90 %: the alert thresholds" : `${target} %`}
      </Input>
    </dl>
  );
}

interface InputProps {
  readonly name: keyof typeof BUSINESS_USES;
  readonly label: string;
  readonly children: ReactNode;
}

function Input({ name, label, children }: InputProps) {
  return (
    <div
      className="grid gap-x-6 gap-y-0.5 border-t border-line py-2.5 first:border-t-0 sm:grid-cols-[minmax(0,15rem)_minmax(0,14rem)_1fr]"
      data-setting={name}
    >
      <dt className="text-[13px] font-medium">{label}</dt>
      <dd className="font-semibold tabular-nums">{children}</dd>
      <dd className="text-caption text-ink-2">{BUSINESS_USES[name]}</dd>
    </div>
  );
}
