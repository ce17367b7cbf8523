"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { refusedFields, type FieldProblems } from "@/components/catalog/draft-body";
import { SettingField } from "@/components/catalog/setting-field";
import { SettingsFormEnd } from "@/components/catalog/settings-form-end";
import { ApiProblem, errorSentence } from "@/components/queries/api-problem";
import { regionsQuery, servicesQuery } from "@/components/queries/catalog-queries";
import { openIncident } from "@/components/queries/incident-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { useViewHref } from "@/components/shell/view-state";
import { SidePanel } from "@/components/ui/side-panel";
import type { OpenIncidentBody } from "@/lib/contracts/incident";
import { CategoryField, SeverityField } from "./kind-fields";
import { bodyOfIncident, EMPTY_INCIDENT, type OpenIncidentDraft } from "./open-incident-draft";

const TITLE = "Open an incident";

type Problems = FieldProblems<keyof OpenIncidentDraft>;

/** Opens an incident by hand, and goes to it. */
export function OpenIncidentForm({ onDone }: { onDone: () => void }) {
  const [draft, setDraft] = useState(EMPTY_INCIDENT);
  const [problems, setProblems] = useState<Problems>({});
  const opening = useOpening(setProblems);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [problems]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { body, problems: found } = bodyOfIncident(draft);
    setProblems(found ?? {});
    if (body !== null) opening.mutate(body);
  };
  const failure =
    opening.error === null || Object.keys(problems).length > 0 ? null : errorSentence(opening.error);
  return (
    <SidePanel title={TITLE} onClose={onDone}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4" aria-label={TITLE} noValidate>
        <Fields draft={draft} problems={problems} onChange={setDraft} />
        <SettingsFormEnd
          form={{ saving: opening.isPending, failure, outdated: false, startAgain: () => undefined }}
          onCancel={onDone}
        />
      </form>
    </SidePanel>
  );
}

function useOpening(onProblems: (problems: Problems) => void) {
  const client = useQueryClient();
  const router = useRouter();
  const href = useViewHref();
  return useMutation({
    mutationFn: (body: OpenIncidentBody) => openIncident(body),
    onSuccess: (opened) => {
      void client.invalidateQueries({ queryKey: queryKeys.incidents.all });
      router.push(href(`/incidents/${encodeURIComponent(opened.id)}`));
    },
    onError: (error) => {
      if (error instanceof ApiProblem) onProblems(refusedFields(error.fields));
    },
  });
}

interface FieldsProps {
  readonly draft: OpenIncidentDraft;
  readonly problems: Problems;
  readonly onChange: (draft: OpenIncidentDraft) => void;
}

function Fields({ draft, problems, onChange }: FieldsProps) {
  const regions = useQuery(regionsQuery).data?.data ?? [];
  const services = useQuery(servicesQuery).data?.data ?? [];
  return (
    <>
      <SettingField label="Title" hint="What users or systems suffer from." problem={problems.title}>
        {(input) => (
          <input
            {...input}
            className="field"
            value={draft.title}
            autoComplete="off"
            onChange={({ target }) => onChange({ ...draft, title: target.value })}
          />
        )}
      </SettingField>
      <SettingField label="What is known" problem={problems.description}>
        {(input) => (
          <textarea
            {...input}
            className="field min-h-20"
            value={draft.description}
            onChange={({ target }) => onChange({ ...draft, description: target.value })}
          />
        )}
      </SettingField>
      <div className="grid grid-cols-2 items-start gap-3">
        <SeverityField value={draft.severity} onChange={(severity) => onChange({ ...draft, severity })} />
        <CategoryField value={draft.category} onChange={(category) => onChange({ ...draft, category })} />
        <SettingField label="Region" problem={problems.region}>
          {(input) => (
            <select
              {...input}
              className="field"
              value={draft.region}
              onChange={({ target }) => onChange({ ...draft, region: target.value })}
            >
              <option value="">Not known</option>
              {regions.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </SettingField>
        <SettingField label="Service" problem={problems.service}>
          {(input) => (
            <select
              {...input}
              className="field"
              value={draft.service}
              onChange={({ target }) => onChange({ ...draft, service: target.value })}
            >
              <option value="">Not known</option>
              {services.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </SettingField>
      </div>
    </>
  );
}
