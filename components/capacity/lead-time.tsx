"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { numberOrNull, draftBody, type DraftBody } from "@/components/catalog/draft-body";
import { SettingField } from "@/components/catalog/setting-field";
import { SettingsFormEnd } from "@/components/catalog/settings-form-end";
import { useSettingsForm } from "@/components/catalog/use-settings-form";
import { capacitySettingsQuery, saveCapacitySettings } from "@/components/queries/capacity-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { SidePanel } from "@/components/ui/side-panel";
import {
  capacitySettingsBodySchema,
  type CapacitySettingsBody,
  type CapacitySettingsContract,
} from "@/lib/contracts/capacity-settings";

/** How long provisioning takes: without it nobody can say by when to order. */
export function LeadTime({ maySet }: { maySet: boolean }) {
  const settings = useQuery(capacitySettingsQuery);
  const [open, setOpen] = useState(false);
  const current = settings.data?.data;
  if (current === undefined) return null;
  const days = current.provisioning_lead_days;
  return (
    <div className="mt-2 text-caption text-ink-2" data-state={days === null ? "not-configured" : undefined}>
      {days === null
        ? "By when to order is not known: the provisioning lead time is not configured."
        : `Provisioning takes ${days === 1 ? "1 day" : `${days} days`}, as set.`}{" "}
      {maySet ? (
        <button type="button" className="link" onClick={() => setOpen(true)}>
          {days === null ? "Set the lead time" : "Change the lead time"}
        </button>
      ) : days === null ? (
        "An administrator sets it here."
      ) : null}
      {open ? <LeadTimeForm settings={current} onDone={() => setOpen(false)} /> : null}
    </div>
  );
}

interface LeadTimeDraft {
  readonly provisioning_lead_days: string;
}

function bodyOfDraft(draft: LeadTimeDraft): DraftBody<CapacitySettingsBody, keyof CapacitySettingsBody> {
  return draftBody(capacitySettingsBodySchema, {
    provisioning_lead_days: numberOrNull(draft.provisioning_lead_days),
  });
}

interface LeadTimeFormProps {
  readonly settings: CapacitySettingsContract;
  readonly onDone: () => void;
}

function LeadTimeForm({ settings: current, onDone }: LeadTimeFormProps) {
  const settings = useSettingsForm({
    ...{ current, onDone, stale: queryKeys.capacity.all },
    draftOf: ({ provisioning_lead_days: days }): LeadTimeDraft => ({
      provisioning_lead_days: days === null ? "" : String(days),
    }),
    bodyOf: bodyOfDraft,
    save: saveCapacitySettings,
    undo: (saved, { etag: _etag, ...body }) => saveCapacitySettings(saved, body),
    savedText: () => "The provisioning lead time is saved.",
  });
  const { form, draft, setDraft, problems, submit } = settings;
  return (
    <SidePanel title="Provisioning lead time" onClose={onDone}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4" aria-label="Lead time" noValidate>
        <SettingField
          label="Days from an order until servers serve"
          hint="Empty: not configured. What has to be ordered first comes first, by deadline less this time."
          problem={problems.provisioning_lead_days}
        >
          {(input) => (
            <input
              {...input}
              className="field"
              inputMode="decimal"
              autoComplete="off"
              value={draft.provisioning_lead_days}
              onChange={({ target }) => setDraft({ provisioning_lead_days: target.value })}
            />
          )}
        </SettingField>
        <SettingsFormEnd form={settings} onCancel={onDone} />
      </form>
    </SidePanel>
  );
}
