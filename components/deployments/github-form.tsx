"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import type { z } from "zod";
import { errorSentence } from "@/components/queries/api-problem";
import { setGithubWebhook } from "@/components/queries/deployment-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { CopyButton } from "@/components/ui/copy-button";
import type { githubWebhookSchema } from "@/lib/contracts/github-webhook";
import { bodyOfDraft, draftOfPlaces, type GithubDraft } from "./github-draft";
import { PlaceFields } from "./place-fields";

const SECRET_BYTES = 24;

interface GithubFormProps {
  readonly setting: z.infer<typeof githubWebhookSchema>;
  readonly onDone: () => void;
}

/** Sets secret and rules as a whole; a stored secret is never shown and stays where none is typed. */
export function GithubForm({ setting, onDone }: GithubFormProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<GithubDraft>({ secret: "", places: draftOfPlaces(setting.places) });
  const [problem, setProblem] = useState<string | null>(null);
  const saving = useMutation({
    mutationFn: setGithubWebhook,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.deployments.github });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { body, problem: found } = bodyOfDraft(draft);
    setProblem(found);
    if (body) saving.mutate(body);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" aria-label="GitHub’s webhook">
      <div className="flex flex-wrap items-end gap-2">
        <label className="flex min-w-44 flex-1 flex-col gap-1 text-caption text-ink-2">
          Secret
          <input
            className="field font-mono"
            value={draft.secret}
            autoComplete="off"
            placeholder={setting.has_secret ? "Stored; type to replace it" : "At least 16 characters"}
            onChange={(event) => setDraft({ ...draft, secret: event.target.value })}
          />
        </label>
        <button
          type="button"
          className="btn min-h-[32px]!"
          onClick={() => setDraft({ ...draft, secret: newSecret() })}
        >
          Make one
        </button>
        {draft.secret === "" ? null : <CopyButton text={draft.secret} label="Copy the secret" />}
      </div>
      <PlaceFields places={draft.places} onChange={(places) => setDraft({ ...draft, places })} />
      <p role="alert" className="text-caption text-crit empty:hidden">
        {problem ?? (saving.error ? errorSentence(saving.error) : null)}
      </p>
      <div className="flex gap-2">
        <button type="submit" className="btn btn-primary" disabled={saving.isPending}>
          {saving.isPending ? "Saving" : "Save"}
        </button>
        <button type="button" className="btn" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}

function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
