"use client";

import { SettingField } from "@/components/catalog/setting-field";
import { SettingsFormEnd } from "@/components/catalog/settings-form-end";
import { SidePanel } from "@/components/ui/side-panel";
import type { PredictionRuleContract } from "@/lib/contracts/prediction-rule";
import { PREDICTION_KIND_WORDS } from "@/lib/pipeline/present/prediction-words";
import { bodyOfRuleDraft, thresholdUnitOf, type RuleDraft } from "./rule-draft";
import { RulePreview } from "./rule-preview";
import { RuleScopeFields } from "./rule-scope-fields";
import { useRuleForm } from "./use-rule-form";

interface RuleFormProps {
  /** null: a new one. */
  readonly rule: PredictionRuleContract | null;
  readonly onDone: () => void;
}

/** When to predict trouble, tried on the history before it is saved. Of a built-in rule neither kind nor region is asked. */
export function RuleForm({ rule, onDone }: RuleFormProps) {
  const settings = useRuleForm(rule, onDone);
  const { form, draft, setDraft, problems, submit } = settings;
  const title = rule === null ? "Add a rule for a region" : "Change a rule";
  const change = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part });
  return (
    <SidePanel title={title} onClose={onDone}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4" aria-label={title} noValidate>
        {rule?.built_in === true ? (
          <p className="text-ink-2">
            {PREDICTION_KIND_WORDS[rule.kind]} of every region without a rule of its own. It is built in: it
            can be changed and turned off.
          </p>
        ) : (
          <RuleScopeFields draft={draft} problems={problems} onChange={setDraft} />
        )}
        <SettingField
          label={`Threshold, ${thresholdUnitOf(draft.kind)}`}
          hint="Trouble is above it for 10 min in a row."
          problem={problems.threshold}
        >
          {(input) => (
            <input
              {...input}
              className="field"
              value={draft.threshold}
              inputMode="decimal"
              autoComplete="off"
              onChange={({ target }) => change({ threshold: target.value })}
            />
          )}
        </SettingField>
        <SettingField
          label="Told from, per cent"
          hint="The calibrated probability at which an alert opens."
          problem={problems.open_probability}
        >
          {(input) => (
            <input
              {...input}
              className="field"
              value={draft.open_probability}
              inputMode="decimal"
              autoComplete="off"
              onChange={({ target }) => change({ open_probability: target.value })}
            />
          )}
        </SettingField>
        <label className="flex items-center gap-2.5 text-[13px] font-medium">
          <input
            type="checkbox"
            role="switch"
            className="switch"
            checked={draft.enabled}
            onChange={({ target }) => change({ enabled: target.checked })}
          />
          Predict it
        </label>
        <label className="flex items-center gap-2.5 text-[13px] font-medium">
          <input
            type="checkbox"
            role="switch"
            className="switch"
            checked={draft.services}
            onChange={({ target }) => change({ services: target.checked })}
          />
          Of services too
        </label>
        <RulePreview draft={draft} bodyOf={bodyOfRuleDraft} />
        <SettingsFormEnd form={settings} onCancel={onDone} />
      </form>
    </SidePanel>
  );
}
