"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { SettingField, type FieldInput } from "@/components/catalog/setting-field";
import { SettingsFormEnd } from "@/components/catalog/settings-form-end";
import { useSettingsForm } from "@/components/catalog/use-settings-form";
import { deleteKnownEvent, knownEventsQuery, saveKnownEvent } from "@/components/queries/capacity-queries";
import { regionsQuery } from "@/components/queries/catalog-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { SidePanel } from "@/components/ui/side-panel";
import type { KnownEventContract } from "@/lib/contracts/known-event";
import { EventEffectFields, type EventFieldsProps } from "./event-effect-fields";
import { measuredEvents, named } from "./event-proposal";
import { bodyOfEvent, bodyOfEventDraft, draftOfEvent } from "./known-event-draft";

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
  const events = useQuery(knownEventsQuery).data?.data;
  const earlier = useMemo(() => measuredEvents(events ?? [], current?.id ?? null), [events, current]);
  const title = current === null ? "Add an event" : `Event ${current.name}`;
  return (
    <SidePanel title={title} onClose={onDone}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4" aria-label={title} noValidate>
        <EventFields draft={draft} problems={problems} earlier={earlier} onChange={setDraft} />
        <SettingsFormEnd form={settings} onCancel={onDone} />
      </form>
    </SidePanel>
  );
}

function EventFields({ draft, problems, earlier, onChange }: EventFieldsProps) {
  const text = (field: "name" | "from" | "to", type = "text") =>
    function Input(input: FieldInput) {
      return (
        <input
          {...input}
          type={type}
          className="field"
          value={draft[field]}
          autoComplete="off"
          onChange={({ target: { value } }) =>
            onChange(field === "name" ? named(draft, value, earlier) : { ...draft, [field]: value })
          }
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
      <EventEffectFields draft={draft} problems={problems} earlier={earlier} onChange={onChange} />
      <RegionChoice draft={draft} onChange={onChange} />
    </>
  );
}

function RegionChoice({ draft, onChange }: Pick<EventFieldsProps, "draft" | "onChange">) {
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
