"use client";

import { useQuery } from "@tanstack/react-query";
import { SettingField } from "@/components/catalog/setting-field";
import { regionsQuery } from "@/components/queries/catalog-queries";
import { PREDICTION_KINDS, type PredictionKind } from "@/lib/domain/prediction";
import { PREDICTION_KIND_WORDS } from "@/lib/pipeline/present/prediction-words";
import { newRuleDraft, type RuleDraft, type RuleField } from "./rule-draft";

interface RuleScopeFieldsProps {
  readonly draft: RuleDraft;
  readonly problems: Partial<Record<RuleField, string>>;
  readonly onChange: (draft: RuleDraft) => void;
}

/** What a rule is of, and where. Another kind begins with its own threshold: 80 % of CPU is no latency. */
export function RuleScopeFields({ draft, problems, onChange }: RuleScopeFieldsProps) {
  const regions = useQuery(regionsQuery).data?.data ?? [];
  const known = regions.some(({ code }) => code === draft.region);
  const ofKind = (kind: PredictionKind) =>
    onChange({ ...draft, kind, threshold: newRuleDraft(kind).threshold });
  return (
    <>
      <SettingField label="What" problem={problems.kind}>
        {(input) => (
          <select
            {...input}
            className="field"
            value={draft.kind}
            onChange={({ target }) => ofKind(target.value as PredictionKind)}
          >
            {PREDICTION_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {PREDICTION_KIND_WORDS[kind]}
              </option>
            ))}
          </select>
        )}
      </SettingField>
      <SettingField
        label="Region"
        hint="Its rule goes before the one for every region, for its services too."
        problem={problems.region}
      >
        {(input) => (
          <select
            {...input}
            className="field"
            value={draft.region ?? ""}
            onChange={({ target }) => onChange({ ...draft, region: target.value })}
          >
            <option value="">Choose a region</option>
            {draft.region === null || draft.region === "" || known ? null : (
              <option value={draft.region}>{draft.region}</option>
            )}
            {regions.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </SettingField>
    </>
  );
}
