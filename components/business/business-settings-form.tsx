"use client";

import { useId } from "react";
import { SettingField, type FieldInput } from "@/components/catalog/setting-field";
import { SettingsFormEnd } from "@/components/catalog/settings-form-end";
import { useSettingsForm } from "@/components/catalog/use-settings-form";
import { saveBusinessSettings } from "@/components/queries/business-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { SidePanel } from "@/components/ui/side-panel";
import type { BusinessSettingsContract } from "@/lib/contracts/business-settings";
import { BUSINESS_USES } from "@/lib/pipeline/present/business-uses";
import { bodyOfSettings, bodyOfSettingsDraft, draftOfSettings, type BusinessDraft } from "./settings-draft";

/** What people reach for first; any other code can be typed. */
const COMMON_CURRENCIES = [
  "USD",
  "EUR",
  "GBP",
  "JPY",
  "CNY",
  "INR",
  "BRL",
  "CHF",
  "CAD",
  "AUD",
  "SGD",
  "KRW",
];

interface BusinessSettingsFormProps {
  readonly settings: BusinessSettingsContract;
  readonly onDone: () => void;
}

/** What an admin says of the business. */
export function BusinessSettingsForm({ settings: current, onDone }: BusinessSettingsFormProps) {
  const settings = useSettingsForm({
    ...{ current, onDone, stale: queryKeys.business.all },
    draftOf: draftOfSettings,
    bodyOf: bodyOfSettingsDraft,
    save: saveBusinessSettings,
    undo: (saved, before) => saveBusinessSettings(saved, bodyOfSettings(before)),
    savedText: () => "The business inputs are saved. The next cycle uses them.",
  });
  const { form, draft, setDraft, problems, submit } = settings;
  const currencies = useId();
  const text = (field: keyof BusinessDraft) =>
    function Input(input: FieldInput) {
      return (
        <input
          {...input}
          className="field"
          value={draft[field]}
          inputMode={field === "currency" ? undefined : "decimal"}
          list={field === "currency" ? currencies : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setDraft({ ...draft, [field]: target.value })}
        />
      );
    };
  return (
    <SidePanel title="Business inputs" onClose={onDone}>
      <form
        ref={form}
        onSubmit={submit}
        className="flex flex-col gap-4"
        aria-label="Business inputs"
        noValidate
      >
        <SettingField label="Reporting currency" hint={BUSINESS_USES.currency} problem={problems.currency}>
          {text("currency")}
        </SettingField>
        <SettingField
          label="Revenue a minute, world-wide"
          hint={`Empty: not configured, which is not 0. ${BUSINESS_USES.world_revenue_per_minute}`}
          problem={problems.world_revenue_per_minute}
        >
          {text("world_revenue_per_minute")}
        </SettingField>
        <SettingField
          label="Abandonment factor, %"
          hint={BUSINESS_USES.abandonment_factor}
          problem={problems.abandonment_factor}
        >
          {text("abandonment_factor")}
        </SettingField>
        <SettingField
          label="Price of a server-hour"
          hint={`Empty: not configured. ${BUSINESS_USES.price_per_server_hour}`}
          problem={problems.price_per_server_hour}
        >
          {text("price_per_server_hour")}
        </SettingField>
        <SettingField
          label="Target utilisation, %"
          hint={`Empty: the alert thresholds (CPU 85 %, memory 90 %). ${BUSINESS_USES.target_utilization}`}
          problem={problems.target_utilization}
        >
          {text("target_utilization")}
        </SettingField>
        <datalist id={currencies}>
          {COMMON_CURRENCIES.map((code) => (
            <option key={code} value={code} />
          ))}
        </datalist>
        <SettingsFormEnd form={settings} onCancel={onDone} />
      </form>
    </SidePanel>
  );
}
