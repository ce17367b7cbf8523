"use client";

import { useQuery } from "@tanstack/react-query";
import type { FieldProblems } from "@/components/catalog/draft-body";
import { SettingField, type FieldInput } from "@/components/catalog/setting-field";
import { SettingsFormEnd } from "@/components/catalog/settings-form-end";
import { useSettingsForm } from "@/components/catalog/use-settings-form";
import { deleteKnownEvent, saveKnownEvent } from "@/components/queries/capacity-queries";
import { regionsQuery } from "@/components/queries/catalog-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { SidePanel } from "@/components/ui/side-panel";
import type { KnownEventBody, KnownEventContract } from "@/lib/contracts/known-event";
import { bodyOfEvent, bodyOfEventDraft, draftOfEvent, type KnownEventDraft } from "./known-event-draft";

interface KnownEventFormProps {
  /** null: a new one. */
  readonly event: KnownEventContract | null;
  readonly onDone: () => void;
}

/** Adds something that is known to change the traffic, or changes it. */
export function KnownEventForm({ event: current, onDone }: KnownEventFormProps) {
  const settings = useSettingsForm({
    ...{ current, onDone, stale: queryKeys.capacity.all },
    draftOf: draftOfEvent,
    bodyOf: bodyOfEventDraft,
    save: saveKnownEvent,
    undo: (saved, before) =>
      before === null ? deleteKnownEvent(saved) : saveKnownEvent(saved, bodyOfEvent(before)),
    savedText: ({ name }) => `${name} is saved. The plan reckons with it.`,
  });
  const { form, draft, setDraft, problems, submit } = settings;
  const title = current === null ? "Add an event" : `Event ${current.name}`;
  return (
    <SidePanel title={title} onClose={onDone}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4" aria-label={title} noValidate>
        <EventFields draft={draft} problems={problems} onChange={setDraft} />
        <SettingsFormEnd form={settings} onCancel={onDone} />
      </form>
    </SidePanel>
  );
}

interface EventFieldsProps {
  readonly draft: KnownEventDraft;
  readonly problems: FieldProblems<keyof KnownEventBody>;
  readonly onChange: (draft: KnownEventDraft) => void;
}

function EventFields({ draft, problems, onChange }: EventFieldsProps) {
  const text = (field: Exclude<keyof KnownEventDraft, "regions" | "kept">, type = "text") =>
    function Input(input: FieldInput) {
      return (
        <input
          {...input}
          type={type}
          className="field"
          value={draft[field]}
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
      <div className="grid grid-cols-2 items-start gap-3">
        <SettingField label="First day" hint="Of UTC." problem={problems.from}>
          {text("from", "date")}
        </SettingField>
        <SettingField label="Last day" problem={problems.to}>
          {text("to", "date")}
        </SettingField>
      </div>
      <SettingField
        label="Traffic, %"
        hint="30 is 30 % more than would come without it, −20 is 20 % less."
        problem={problems.traffic_change_percent}
      >
        {text("traffic_change_percent")}
      </SettingField>
      <RegionChoice draft={draft} onChange={onChange} />
    </>
  );
}

function RegionChoice({ draft, onChange }: Omit<EventFieldsProps, "problems">) {
  const regions = useQuery(regionsQuery);
  const toggle = (code: string) =>
    draft.regions.includes(code) ? draft.regions.filter((each) => each !== code) : [...draft.regions, code];
  return (
    <fieldset>
      <legend className="text-[13px] font-medium">Where (none: everywhere)</legend>
      <div className="mt-1 flex flex-wrap gap-x-4">
        {regions.data?.data.map(({ code, name }) => (
          <label key={code} className="flex min-h-[28px] items-center gap-1.5">
            <input
              type="checkbox"
              checked={draft.regions.includes(code)}
              onChange={() => onChange({ ...draft, regions: toggle(code) })}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
