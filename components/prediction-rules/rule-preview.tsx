"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { problemSentence, type DraftBody } from "@/components/catalog/draft-body";
import { errorSentence } from "@/components/queries/api-problem";
import { previewRule } from "@/components/queries/prediction-rule-queries";
import type { PredictionRuleBody } from "@/lib/contracts/prediction-rule";
import { rulePreviewModel } from "@/lib/pipeline/present/rule-preview";
import type { RuleDraft, RuleField } from "./rule-draft";

interface RulePreviewProps {
  readonly draft: RuleDraft;
  readonly bodyOf: (draft: RuleDraft) => DraftBody<PredictionRuleBody, RuleField>;
}

/** What the rule of the form would have done lately; of what was typed since, it says nothing. */
export function RulePreview({ draft, bodyOf }: RulePreviewProps) {
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const trial = useMutation({
    mutationFn: (tried: { body: PredictionRuleBody; draft: RuleDraft }) => previewRule(tried.body),
  });
  const current = trial.variables?.draft === draft;
  const run = () => {
    const { body, problems } = bodyOf(draft);
    const first = Object.values(problems ?? {})[0];
    setProblem(first === undefined ? null : problemSentence(first));
    if (body !== null) trial.mutate({ body, draft });
  };
  const model = trial.data !== undefined && current ? rulePreviewModel(trial.data) : null;
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line p-3" data-preview>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 id={id} className="text-[13px] font-semibold">
          What it would have done
        </h3>
        <button type="button" className="btn" onClick={run} disabled={trial.isPending}>
          {trial.isPending ? "Trying" : "Try it on the last 28 days"}
        </button>
      </div>
      <div role="status" className="mt-2 text-ink-2 empty:hidden">
        {trial.isPending ? "Predicting the history as it would have been. This may take a minute." : null}
        {model === null ? null : (
          <>
            <p className="font-[570] text-ink">{model.sentence}</p>
            <p className="text-caption">{sentenceOf(model.notes)}</p>
          </>
        )}
        {trial.data !== undefined && !current && !trial.isPending
          ? "What was typed since is not tried yet."
          : null}
      </div>
      <p role="alert" className="mt-2 text-caption font-medium text-crit empty:hidden">
        {problem ?? (trial.error !== null && current ? errorSentence(trial.error) : null)}
      </p>
    </section>
  );
}

function sentenceOf(notes: readonly string[]): string | null {
  if (notes.length === 0) return null;
  const text = notes.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
