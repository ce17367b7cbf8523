"use client";

import { useQuery } from "@tanstack/react-query";
import { SettingField } from "@/components/catalog/setting-field";
import { SettingsFormEnd } from "@/components/catalog/settings-form-end";
import { regionsQuery, servicesQuery } from "@/components/queries/catalog-queries";
import { SidePanel } from "@/components/ui/side-panel";
import { OBJECTIVE_KIND_CODES, type ObjectiveContract } from "@/lib/contracts/objective";
import { OBJECTIVE_WINDOW_DAYS } from "@/lib/domain/objective";
import { KIND_WORDS } from "@/lib/pipeline/present/objective-model";
import { targetLabel, type ObjectiveDraft, type ObjectiveField } from "./objective-draft";
import { useObjectiveForm } from "./use-objective-form";

interface ObjectiveFormProps {
  /** null: a new one. */
  readonly objective: ObjectiveContract | null;
  readonly onDone: () => void;
}

/** What an admin promises. Of a built-in one only target and window are asked. */
export function ObjectiveForm({ objective, onDone }: ObjectiveFormProps) {
  const settings = useObjectiveForm(objective, onDone);
  const { form, draft, setDraft, problems, submit } = settings;
  const title = objective === null ? "Add an objective" : "Change an objective";
  const fixed = objective?.built_in === true;
  const change = (field: ObjectiveField) => (value: string) => setDraft({ ...draft, [field]: value });
  return (
    <SidePanel title={title} onClose={onDone}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4" aria-label={title} noValidate>
        {fixed ? (
          <p className="text-ink-2">
            {KIND_WORDS[objective.kind]} of every region and service without an objective of its own. It is
            built in: its target and window can be changed.
          </p>
        ) : (
          <ScopeFields draft={draft} problems={problems} onChange={change} />
        )}
        <SettingField
          label={targetLabel(draft.kind)}
          hint={TARGET_HINTS[draft.kind]}
          problem={problems.target}
        >
          {(input) => (
            <input
              {...input}
              className="field"
              value={draft.target}
              inputMode="decimal"
              autoComplete="off"
              onChange={({ target }) => change("target")(target.value)}
            />
          )}
        </SettingField>
        <SettingField
          label="Window"
          hint="What the error budget is over: a rolling window that ends now."
          problem={problems.window_days}
        >
          {(input) => (
            <select
              {...input}
              className="field"
              value={draft.window_days}
              onChange={({ target }) => change("window_days")(target.value)}
            >
              {OBJECTIVE_WINDOW_DAYS.map((days) => (
                <option key={days} value={days}>
                  {days} days
                </option>
              ))}
            </select>
          )}
        </SettingField>
        <SettingsFormEnd form={settings} onCancel={onDone} />
      </form>
    </SidePanel>
  );
}

const TARGET_HINTS: Readonly<Record<string, string>> = {
  availability: "Such as 99.95: the share of requests answered without a server error.",
  error_rate: "Such as 0.1: the share of requests that may fail.",
  latency_p99: "99 of 100 requests must be answered within it.",
  latency_p95: "95 of 100 requests must be answered within it.",
};

interface ScopeFieldsProps {
  readonly draft: ObjectiveDraft;
  readonly problems: Partial<Record<ObjectiveField, string>>;
  readonly onChange: (field: ObjectiveField) => (value: string) => void;
}

function ScopeFields({ draft, problems, onChange }: ScopeFieldsProps) {
  const services = useQuery(servicesQuery).data?.data ?? [];
  const regions = useQuery(regionsQuery).data?.data ?? [];
  return (
    <>
      <SettingField label="What" problem={problems.kind}>
        {(input) => (
          <select
            {...input}
            className="field"
            value={draft.kind}
            onChange={({ target }) => onChange("kind")(target.value)}
          >
            {OBJECTIVE_KIND_CODES.map((kind) => (
              <option key={kind} value={kind}>
                {KIND_WORDS[kind]}
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
            onChange={({ target }) => onChange("service")(target.value)}
          >
            <option value="">All services</option>
            {withCurrent(
              services.map(({ name }) => [name, name] as const),
              draft.service,
            )}
          </select>
        )}
      </SettingField>
      <SettingField
        label="Region"
        hint="The most specific objective holds: one for a service in a region before one for the service, that before one for the region."
        problem={problems.region}
      >
        {(input) => (
          <select
            {...input}
            className="field"
            value={draft.region}
            onChange={({ target }) => onChange("region")(target.value)}
          >
            <option value="">All regions</option>
            {withCurrent(
              regions.map(({ code, name }) => [code, name] as const),
              draft.region,
            )}
          </select>
        )}
      </SettingField>
    </>
  );
}

/** What is set stays choosable while the list is on its way. */
function withCurrent(known: readonly (readonly [value: string, label: string])[], current: string) {
  const isThere = current === "" || known.some(([value]) => value === current);
  return [...known, ...(isThere ? [] : [[current, current] as const])].map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
