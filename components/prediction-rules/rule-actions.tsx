"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { errorSentence } from "@/components/queries/api-problem";
import { deleteRule, saveRule } from "@/components/queries/prediction-rule-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { showToast } from "@/components/ui/toast";
import type { PredictionRuleContract } from "@/lib/contracts/prediction-rule";
import { bodyOfRule } from "./rule-draft";

interface RuleActionsProps {
  readonly rule: PredictionRuleContract;
  readonly name: string;
  readonly onEdit: () => void;
}

/** What can be done with a rule. One that is deleted can be had back for as long as the message stands. */
export function RuleActions({ rule, name, onEdit }: RuleActionsProps) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.predictions.rules });
  const deletion = useMutation({
    mutationFn: () => deleteRule(rule),
    onSuccess: async () => {
      await refresh();
      const undo = async () => {
        await saveRule(null, bodyOfRule(rule));
        await refresh();
      };
      showToast({ text: `${name}: deleted. The rule for every region holds there again.`, undo });
    },
    onError: (error) => {
      showToast({ text: errorSentence(error) });
      void refresh();
    },
  });
  return (
    <span className="inline-flex gap-1.5">
      <button type="button" className="btn" onClick={onEdit} aria-label={`Edit ${name}`}>
        Edit
      </button>
      {rule.built_in ? null : (
        <button
          type="button"
          className="btn"
          onClick={() => deletion.mutate()}
          disabled={deletion.isPending}
          aria-label={`Delete ${name}`}
        >
          Delete
        </button>
      )}
    </span>
  );
}
