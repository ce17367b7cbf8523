"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { refusedFields, type FieldProblems } from "@/components/catalog/draft-body";
import { SettingField, type FieldInput } from "@/components/catalog/setting-field";
import { ApiProblem, errorSentence } from "@/components/queries/api-problem";
import { saveKnownEvent } from "@/components/queries/capacity-queries";
import { regionsQuery } from "@/components/queries/catalog-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { SidePanel } from "@/components/ui/side-panel";
import { showToast } from "@/components/ui/toast";
import type { KnownEventBody, KnownEventContract } from "@/lib/contracts/known-event";
import { bodyOfEventDraft, draftOfEvent, type KnownEventDraft } from "./known-event-draft";

interface KnownEventFormProps {
  /** null: a new one. */
  readonly event: KnownEventContract | null;
  readonly onDone: () => void;
}

/** Adds something that is known to change the traffic, or changes it. */
export function KnownEventForm({ event, onDone }: KnownEventFormProps) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<KnownEventDraft>(() => draftOfEvent(event));
  const [problems, setProblems] = useState<FieldProblems<keyof KnownEventBody>>({});
  const saving = useMutation({
    mutationFn: (body: KnownEventBody) => saveKnownEvent(body, event),
    onSuccess: async ({ data }) => {
      await client.invalidateQueries({ queryKey: queryKeys.capacity.all });
      onDone();
      showToast({ text: `${data.name} is saved. The plan reckons with it.` });
    },
    onError: (error) => {
      if (error instanceof ApiProblem) setProblems(refusedFields(error.fields));
    },
  });
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [problems]);
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    const { body, problems: found } = bodyOfEventDraft(draft);
    setProblems(found ?? {});
    if (body !== null) saving.mutate(body);
  };
  const title = event === null ? "Add an event" : `Event ${event.name}`;
  const failed = saving.error !== null && Object.keys(problems).length === 0;
  return (
    <SidePanel title={title} onClose={onDone}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4" aria-label={title} noValidate>
        <EventFields draft={draft} problems={problems} onChange={setDraft} />
        <div className="mt-1 flex flex-col gap-3 border-t border-line pt-4">
          <p role="alert" className="font-medium text-crit empty:hidden">
            {failed ? errorSentence(saving.error) : null}
          </p>
          <div className="flex gap-2">
            <button type="submit" className="btn btn-primary" disabled={saving.isPending}>
              {saving.isPending ? "Saving" : "Save"}
            </button>
            <button type="button" className="btn" onClick={onDone}>
              Cancel
            </button>
          </div>
        </div>
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
  const text = (field: Exclude<keyof KnownEventDraft, "regions">, type = "text") =>
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
