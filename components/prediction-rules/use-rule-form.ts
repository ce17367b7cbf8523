import { useSettingsForm } from "@/components/catalog/use-settings-form";
import { deleteRule, saveRule } from "@/components/queries/prediction-rule-queries";
import { queryKeys } from "@/components/queries/query-keys";
import type { PredictionRuleContract } from "@/lib/contracts/prediction-rule";
import { PREDICTION_KIND_WORDS } from "@/lib/pipeline/present/prediction-words";
import { bodyOfRule, bodyOfRuleDraft, draftOfRule, newRuleDraft } from "./rule-draft";

/** A form over a new rule (null) or one that is there. */
export function useRuleForm(current: PredictionRuleContract | null, onDone: () => void) {
  return useSettingsForm({
    ...{ current, onDone, stale: queryKeys.predictions.rules },
    draftOf: (rule) => (rule === null ? newRuleDraft("cpu_saturation_prediction") : draftOfRule(rule)),
    bodyOf: bodyOfRuleDraft,
    save: saveRule,
    undo: (saved, before) => (before === null ? deleteRule(saved) : saveRule(saved, bodyOfRule(before))),
    savedText: (saved) => `${PREDICTION_KIND_WORDS[saved.kind]}: saved.`,
  });
}
