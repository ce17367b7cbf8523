"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import type { FieldProblems } from "@/components/catalog/draft-body";
import { SettingField, type FieldInput } from "@/components/catalog/setting-field";
import { SettingsFormEnd } from "@/components/catalog/settings-form-end";
import { TimeZones } from "@/components/catalog/time-zones";
import { useSettingsForm } from "@/components/catalog/use-settings-form";
import { regionsQuery, servicesQuery } from "@/components/queries/catalog-queries";
import { deleteMaintenanceWindow, saveMaintenanceWindow } from "@/components/queries/maintenance-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { useShownZone } from "@/components/shell/view-state";
import { SidePanel } from "@/components/ui/side-panel";
import type { MaintenanceWindowContract } from "@/lib/contracts/maintenance-window";
import { WINDOW_REPEATS, type WindowRepeat } from "@/lib/domain/maintenance-window";
import { REPEAT_WORDS } from "@/lib/pipeline/present/maintenance-words";
import { ChoiceField } from "./choice-field";
import {
  bodyOfWindow,
  bodyOfWindowDraft,
  draftOfWindow,
  type MaintenanceDraft,
  type MaintenanceField,
} from "./maintenance-draft";

interface MaintenanceFormProps {
  /** null: a new one. */
  readonly window: MaintenanceWindowContract | null;
  readonly onDone: () => void;
}

/** Adds a maintenance window, or changes it. */
export function MaintenanceForm({ window: current, onDone }: MaintenanceFormProps) {
  const zone = useShownZone();
  const settings = useSettingsForm({
    ...{ current, onDone, stale: queryKeys.incidents.maintenance },
    draftOf: (window) => draftOfWindow(window, zone),
    bodyOf: bodyOfWindowDraft,
    save: saveMaintenanceWindow,
    undo: (saved, before) =>
      before === null ? deleteMaintenanceWindow(saved) : saveMaintenanceWindow(saved, bodyOfWindow(before)),
    savedText: ({ name }) => `${name} is saved.`,
  });
  const { form, draft, setDraft, problems, submit } = settings;
  const title = current === null ? "Add a maintenance window" : `Maintenance window ${current.name}`;
  return (
    <SidePanel title={title} onClose={onDone}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4" aria-label={title} noValidate>
        <WhenFields draft={draft} problems={problems} onChange={setDraft} />
        <WhatFields draft={draft} problems={problems} onChange={setDraft} />
        <SettingsFormEnd form={settings} onCancel={onDone} />
      </form>
    </SidePanel>
  );
}

interface FieldsProps {
  readonly draft: MaintenanceDraft;
  readonly problems: FieldProblems<MaintenanceField>;
  readonly onChange: (draft: MaintenanceDraft) => void;
}

function WhenFields({ draft, problems, onChange }: FieldsProps) {
  const zones = useId();
  const text = (field: "name" | "starts_at" | "duration_minutes" | "time_zone", type = "text") =>
    function Input(input: FieldInput) {
      return (
        <input
          {...input}
          type={type}
          className="field"
          value={draft[field]}
          list={field === "time_zone" ? zones : undefined}
          inputMode={field === "duration_minutes" ? "numeric" : undefined}
          autoComplete="off"
          onChange={({ target }) => onChange({ ...draft, [field]: target.value })}
        />
      );
    };
  return (
    <>
      <SettingField label="Name" problem={problems.name}>
        {text("name")}
      </SettingField>
      <SettingField label="How often" problem={problems.repeat}>
        {(input) => (
          <select
            {...input}
            className="field"
            value={draft.repeat}
            onChange={({ target }) => onChange({ ...draft, repeat: target.value as WindowRepeat })}
          >
            {WINDOW_REPEATS.map((repeat) => (
              <option key={repeat} value={repeat}>
                {REPEAT_WORDS[repeat]}
              </option>
            ))}
          </select>
        )}
      </SettingField>
      <SettingField
        label="First start"
        hint="As a clock in its time zone shows it. A weekly one is on that day of the week."
        problem={problems.starts_at}
      >
        {text("starts_at", "datetime-local")}
      </SettingField>
      <SettingField
        label="Time zone"
        hint="Such as Europe/Dublin. It starts at the same time of its clock in summer and in winter."
        problem={problems.time_zone}
      >
        {text("time_zone")}
      </SettingField>
      <TimeZones id={zones} />
      <SettingField label="Duration, minutes" problem={problems.duration_minutes}>
        {text("duration_minutes")}
      </SettingField>
    </>
  );
}

function WhatFields({ draft, problems, onChange }: FieldsProps) {
  const regions = useQuery(regionsQuery).data?.data ?? [];
  const services = useQuery(servicesQuery).data?.data ?? [];
  return (
    <>
      <ChoiceField
        legend="Regions (none: all)"
        choices={regions.map(({ code, name }) => [code, name] as const)}
        chosen={draft.regions}
        onChange={(chosen) => onChange({ ...draft, regions: chosen })}
      />
      <ChoiceField
        legend="Services (none: all)"
        choices={services.map(({ name }) => [name, name] as const)}
        chosen={draft.services}
        onChange={(chosen) => onChange({ ...draft, services: chosen })}
      />
      <SettingField
        label="Labels"
        hint="A line each, such as team=payments. An alert must have them all."
        problem={problems.labels}
      >
        {(input) => (
          <textarea
            {...input}
            className="field"
            rows={3}
            value={draft.labels}
            spellCheck={false}
            onChange={({ target }) => onChange({ ...draft, labels: target.value })}
          />
        )}
      </SettingField>
    </>
  );
}
