"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorSentence } from "@/components/queries/api-problem";
import { ingestStatusQuery } from "@/components/queries/ingest-queries";
import { mappingsQuery } from "@/components/queries/mapping-queries";
import type { MappingContract } from "@/lib/contracts/mapping";
import { draftFor, draftOf, EMPTY_DRAFT, type RuleDraft } from "./rule-draft";
import { RuleForm } from "./rule-form";
import { useRuleChanges } from "./use-rule-changes";

/** What senders' names mean: rules, built-in and own, and names that no rule knows. */
export function MappingsPage({ mayChange }: { mayChange: boolean }) {
  const [draft, setDraft] = useState<RuleDraft | null>(null);
  const mappings = useQuery(mappingsQuery);
  const status = useQuery(ingestStatusQuery);
  const unmapped = status.data?.data.unmapped ?? [];
  return (
    <div className="flex flex-col gap-3.5">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 className="text-[21px] font-[640] tracking-[-0.02em] sm:text-[25px]">Mappings</h1>
          <p className="text-ink-2">
            What the names that senders use mean here. The first rule that fits counts.
          </p>
        </div>
        {mayChange ? (
          <button type="button" className="btn btn-primary" onClick={() => setDraft(EMPTY_DRAFT)}>
            New rule
          </button>
        ) : null}
      </header>
      {draft ? (
        <section className="card" aria-label="Write a rule">
          <RuleForm draft={draft} onChange={setDraft} onDone={() => setDraft(null)} />
        </section>
      ) : null}
      <section aria-labelledby="left-over" className="card">
        <h2 id="left-over" className="card-title">
          Names that are not used
        </h2>
        {status.data && unmapped.length === 0 ? (
          <p className="py-2 text-ink-2">No name is left over.</p>
        ) : null}
        <ul>
          {unmapped.map(({ name, reason }) => (
            <li
              key={`${name} ${reason}`}
              className="flex items-center justify-between gap-3 border-t border-line py-1.5"
            >
              <code className="font-mono text-[13px] break-all">{name}</code>
              {mayChange ? (
                <button
                  type="button"
                  className="btn"
                  onClick={() => setDraft(draftFor(name))}
                  aria-label={`Map ${name}`}
                >
                  Map this
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="rules" className="card">
        <h2 id="rules" className="card-title">
          Rules
        </h2>
        {mappings.error ? <p role="alert">{errorSentence(mappings.error)}</p> : null}
        <ul className="mt-2">
          {mappings.data?.data.map((mapping) => (
            <RuleRow key={mapping.key} mapping={mapping} mayChange={mayChange} onEdit={setDraft} />
          ))}
        </ul>
      </section>
    </div>
  );
}

/** What tells rules of one name apart. */
function conditionsOf({ labels, instruments }: MappingContract["match"]): string {
  const parts = Object.entries(labels ?? {}).map(([label, pattern]) => `${label}=~"${pattern}"`);
  const braces = parts.length === 0 ? "" : `{${parts.join(", ")}}`;
  return instruments === undefined ? braces : `${braces} (${instruments.join(", ")})`;
}

/** Two lines of it; a longer one opens. */
const SHORT_CHARS = 90;

function RuleText({ match }: Pick<MappingContract, "match">) {
  const name = match.name ?? match.name_pattern;
  const conditions = conditionsOf(match);
  const text = (
    <code className="font-mono text-[13px] break-all">
      {name}
      <span className="text-ink-2">{conditions}</span>
    </code>
  );
  if (`${name}${conditions}`.length <= SHORT_CHARS) return text;
  return (
    <details className="group">
      <summary className="line-clamp-2 min-h-6 hover:bg-quiet-bg group-open:line-clamp-none">{text}</summary>
    </details>
  );
}

interface RuleRowProps {
  readonly mapping: MappingContract;
  readonly mayChange: boolean;
  readonly onEdit: (draft: RuleDraft) => void;
}

function RuleRow({ mapping, mayChange, onEdit }: RuleRowProps) {
  const { switching, deletion } = useRuleChanges(mapping);
  const { key, match, targets, enabled, built_in: builtIn, priority } = mapping;
  const draft = builtIn ? null : draftOf(mapping);
  const error = switching.error ?? deletion.error;
  return (
    <li
      className="flex items-center justify-between gap-x-4 gap-y-1 border-t border-line py-1.5 max-sm:flex-wrap"
      data-rule={key}
    >
      <div className={`min-w-0 ${enabled ? "" : "text-ink-3"}`}>
        <RuleText match={match} />
        <p className="text-caption text-ink-2">
          {targets.map(({ metric, mode }) => `${metric} (${mode})`).join(", ")}; priority {priority}
          {builtIn ? ", built in" : `, ${key}`}
          {enabled ? "" : ", off"}
        </p>
        {error ? (
          <p role="alert" className="text-caption text-crit">
            {errorSentence(error)}
          </p>
        ) : null}
      </div>
      {mayChange ? (
        <span className="flex shrink-0 gap-1.5">
          {draft ? (
            <button type="button" className="btn" onClick={() => onEdit(draft)} aria-label={`Edit ${key}`}>
              Edit
            </button>
          ) : null}
          <button
            type="button"
            className="btn"
            onClick={() => switching.mutate()}
            aria-label={`Switch ${key} ${enabled ? "off" : "on"}`}
          >
            {enabled ? "Switch off" : "Switch on"}
          </button>
          {builtIn ? null : (
            <button
              type="button"
              className="btn btn-danger"
              onClick={() => deletion.mutate()}
              aria-label={`Delete ${key}`}
            >
              Delete
            </button>
          )}
        </span>
      ) : null}
    </li>
  );
}
