"use client";

import { saveService } from "@/components/queries/catalog-queries";
import { SidePanel } from "@/components/ui/side-panel";
import type { ServiceContract } from "@/lib/contracts/service";
import { SERVICE_USES } from "@/lib/pipeline/present/catalog-uses";
import { DependencyField } from "./dependency-field";
import { bodyOfService, bodyOfServiceDraft, draftOfService } from "./service-draft";
import { SettingField, type FieldInput } from "./setting-field";
import { SettingsFormEnd } from "./settings-form-end";
import { useSettingsForm } from "./use-settings-form";

const TIERS = ["1", "2", "3", "4"];

interface ServiceFormProps {
  readonly service: ServiceContract;
  /** Every service's name. */
  readonly names: readonly string[];
  readonly onDone: () => void;
}

/** What an admin says of a service. */
export function ServiceForm({ service, names, onDone }: ServiceFormProps) {
  const settings = useSettingsForm({
    current: service,
    draftOf: draftOfService,
    bodyOf: bodyOfServiceDraft,
    save: saveService,
    undo: (saved, before) => saveService(saved, bodyOfService(before)),
    savedText: ({ name }) => `${name} is saved.`,
    onDone,
  });
  const { form, draft, setDraft, problems, submit } = settings;
  const title = `Service ${service.name}`;
  const text = (field: "owner" | "contact" | "reach", numeric = false) =>
    function Input(input: FieldInput) {
      return (
        <input
          {...input}
          className="field"
          value={draft[field]}
          inputMode={numeric ? "decimal" : undefined}
          autoComplete="off"
          onChange={({ target }) => setDraft({ ...draft, [field]: target.value })}
        />
      );
    };
  return (
    <SidePanel title={title} onClose={onDone}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4" aria-label={title} noValidate>
        <SettingField label="Owner" hint={SERVICE_USES.owner} problem={problems.owner}>
          {text("owner")}
        </SettingField>
        <SettingField label="Contact" hint={SERVICE_USES.contact} problem={problems.contact}>
          {text("contact")}
        </SettingField>
        <SettingField label="Tier" hint={SERVICE_USES.tier} problem={problems.tier}>
          {(input) => (
            <select
              {...input}
              className="field"
              value={draft.tier}
              onChange={({ target }) => setDraft({ ...draft, tier: target.value })}
            >
              <option value="">Not configured</option>
              {TIERS.map((tier) => (
                <option key={tier}>{tier}</option>
              ))}
            </select>
          )}
        </SettingField>
        <SettingField label="Reach, per cent" hint={SERVICE_USES.reach} problem={problems.reach}>
          {text("reach", true)}
        </SettingField>
        <DependencyField
          draft={draft}
          onChange={setDraft}
          others={names.filter((name) => name !== service.name)}
          problem={problems.dependencies}
        />
        <SettingsFormEnd form={settings} onCancel={onDone} />
      </form>
    </SidePanel>
  );
}
