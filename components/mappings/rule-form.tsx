"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, type FormEvent, type ReactNode } from "react";
import { errorSentence } from "@/components/queries/api-problem";
import { saveMapping } from "@/components/queries/mapping-queries";
import { queryKeys } from "@/components/queries/query-keys";
import type { CreateMappingBody } from "@/lib/contracts/mapping";
import { METRIC_NAMES } from "@/lib/domain/metric";
import { ruleOfDraft, type RuleDraft } from "./rule-draft";
import { TrialPanel } from "./trial-panel";

interface RuleFormProps {
  readonly draft: RuleDraft;
  readonly onChange: (draft: RuleDraft) => void;
  readonly onDone: () => void;
}

const MODES: readonly (readonly [mode: string, label: string])[] = [
  ["increase", "a counter's increase"],
  ["sample", "each value"],
  ["duration", "value × seconds"],
  ["total", "sum of newest values"],
  ["presence", "number of series"],
  ["bucket", "histogram bucket (le)"],
  ["histogram-sum", "histogram sum"],
  ["histogram-count", "histogram count"],
  ["histogram", "OTLP histogram"],
  ["histogram-count-of", "OTLP histogram's count"],
];
const SOURCES = [
  ["usual", "the usual labels"],
  ["label", "label"],
  ["fixed", "always"],
] as const;

/** Writes a rule; what it would do is shown before it is saved. */
export function RuleForm({ draft, onChange, onDone }: RuleFormProps) {
  const client = useQueryClient();
  const { rule, problem } = ruleOfDraft(draft);
  const tried = useDeferredValue(JSON.stringify(rule));
  const saving = useMutation({
    mutationFn: (body: CreateMappingBody) => saveMapping(body, draft.updatedAt),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: queryKeys.mappings.all });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (rule) saving.mutate(rule);
  };
  const text = (name: "key" | "name" | "factor" | "priority" | "region" | "service") => ({
    className: "field",
    value: draft[name],
    autoComplete: "off",
    onChange: (event: { target: { value: string } }) => onChange({ ...draft, [name]: event.target.value }),
  });
  const choice = (name: "by" | "metric" | "mode" | "regionFrom" | "serviceFrom") => ({
    className: "field",
    value: draft[name],
    onChange: (event: { target: { value: string } }) => onChange({ ...draft, [name]: event.target.value }),
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" aria-label="Rule">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2.5 sm:grid-cols-2 xl:grid-cols-4">
        <Field label="Key">
          <input {...text("key")} readOnly={draft.updatedAt !== null} />
        </Field>
        <Field label="Match by">
          <select {...choice("by")}>
            <option value="name">exact name</option>
            <option value="name_pattern">pattern</option>
          </select>
        </Field>
        <Field label="Name">
          <input {...text("name")} />
        </Field>
        <Field label="Labels (label=pattern, one a line)">
          <textarea
            className="field"
            rows={2}
            value={draft.labels}
            onChange={(event) => onChange({ ...draft, labels: event.target.value })}
          />
        </Field>
        <Field label="Metric">
          <select {...choice("metric")}>
            {METRIC_NAMES.map((metric) => (
              <option key={metric}>{metric}</option>
            ))}
          </select>
        </Field>
        <Field label="What counts">
          <select {...choice("mode")}>
            {MODES.map(([mode, label]) => (
              <option key={mode} value={mode}>
                {label}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Factor">
          <input {...text("factor")} inputMode="decimal" />
        </Field>
        <Field label="Priority (built-in: 100)">
          <input {...text("priority")} inputMode="numeric" />
        </Field>
        <Field label="Region from">
          <SourceSelect {...choice("regionFrom")} />
        </Field>
        {draft.regionFrom === "usual" ? null : (
          <Field label="Region">
            <input {...text("region")} />
          </Field>
        )}
        <Field label="Service from">
          <SourceSelect {...choice("serviceFrom")} />
        </Field>
        {draft.serviceFrom === "usual" ? null : (
          <Field label="Service">
            <input {...text("service")} />
          </Field>
        )}
      </div>
      <p role="alert" className="text-caption text-crit empty:hidden">
        {saving.error ? errorSentence(saving.error) : draft.name === "" ? null : problem}
      </p>
      <TrialPanel rule={JSON.parse(tried) as CreateMappingBody | null} />
      <FormButtons canSave={rule !== null && !saving.isPending} saving={saving.isPending} onDone={onDone} />
    </form>
  );
}

function FormButtons(props: { canSave: boolean; saving: boolean; onDone: () => void }) {
  return (
    <div className="flex gap-2">
      <button type="submit" className="btn btn-primary" disabled={!props.canSave}>
        {props.saving ? "Saving" : "Save rule"}
      </button>
      <button type="button" className="btn" onClick={props.onDone}>
        Cancel
      </button>
    </div>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="flex min-w-0 flex-col gap-1 text-caption text-ink-2">
      {label}
      {children}
    </label>
  );
}

function SourceSelect(props: { value: string; onChange: (event: { target: { value: string } }) => void }) {
  return (
    <select {...props} className="field">
      {SOURCES.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
