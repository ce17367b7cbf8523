"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { errorSentence } from "@/components/queries/api-problem";
import { queryKeys } from "@/components/queries/query-keys";
import { saveSource, trySource } from "@/components/queries/source-queries";
import { sourceBodySchema, type ListedSourceContract, type SourceBody } from "@/lib/contracts/source";
import { ExpressionFields } from "./expression-fields";
import { HeaderFields } from "./header-fields";
import { SettingFields } from "./setting-fields";
import { draftBody, headersOf } from "./source-draft";
import { TryResults } from "./try-results";

interface SourceFormProps {
  /** null: a new one. */
  readonly source: ListedSourceContract | null;
  readonly onDone: () => void;
}

/** Sets a source up, and tries it before it is saved. */
export function SourceForm({ source, onDone }: SourceFormProps) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [headers, setHeaders] = useState(headersOf(source));
  const [invalid, setInvalid] = useState<string | null>(null);
  const attempt = useMutation({
    mutationFn: (body: SourceBody) => trySource({ ...body, id: source?.id ?? null }),
  });
  const saving = useMutation({
    mutationFn: (body: SourceBody) => saveSource(body, source),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: queryKeys.sources.all });
      onDone();
    },
  });
  const withBody = (run: (body: SourceBody) => void) => {
    if (form.current === null) return;
    const draft = draftBody(new FormData(form.current), headers, source?.enabled ?? true);
    const parsed = sourceBodySchema.safeParse(draft);
    const issue = parsed.error?.issues[0];
    setInvalid(issue ? `${issue.path.join(" ").replaceAll("_", " ")}: ${issue.message}` : null);
    if (parsed.success) run(parsed.data);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    withBody(saving.mutate);
  };
  const failure = saving.error ?? attempt.error;
  const title = source === null ? "Add a source" : `Edit ${source.name}`;
  return (
    <form ref={form} onSubmit={submit} className="card flex flex-col gap-4" aria-label={title} noValidate>
      <h2 className="card-title">{title}</h2>
      <SettingFields source={source} />
      <HeaderFields headers={headers} onChange={setHeaders} />
      <ExpressionFields expressions={source?.expressions ?? {}} />
      {attempt.data ? <TryResults tried={attempt.data.data} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          className="btn"
          onClick={() => withBody(attempt.mutate)}
          disabled={attempt.isPending}
        >
          {attempt.isPending ? "Trying" : "Try it out"}
        </button>
        <button type="submit" className="btn btn-primary" disabled={saving.isPending}>
          {saving.isPending ? "Saving" : "Save"}
        </button>
        <button type="button" className="btn btn-quiet" onClick={onDone}>
          Cancel
        </button>
        <p role="alert" className="basis-full text-caption text-crit empty:hidden">
          {invalid ?? (failure ? errorSentence(failure) : null)}
        </p>
      </div>
    </form>
  );
}
