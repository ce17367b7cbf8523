"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { errorSentence } from "@/components/queries/api-problem";
import { createKey } from "@/components/queries/ingest-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { createApiKeyBodySchema, type CreatedApiKeyResponse } from "@/lib/contracts/api-key";

/** Makes a key; hands its secret to `onCreated`, who shows it this once. */
export function CreateKeyForm({ onCreated }: { onCreated: (key: CreatedApiKeyResponse["data"]) => void }) {
  const client = useQueryClient();
  const [invalid, setInvalid] = useState<string | null>(null);
  const creation = useMutation({
    mutationFn: createKey,
    onSuccess: (response) => {
      onCreated(response.data);
      void client.invalidateQueries({ queryKey: queryKeys.apiKeys.all });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const body = createApiKeyBodySchema.safeParse(Object.fromEntries(new FormData(form)));
    setInvalid(body.success ? null : "Give the key a name of 1 to 80 characters.");
    if (body.success) creation.mutate(body.data, { onSuccess: () => form.reset() });
  };
  const error = invalid ?? (creation.error ? errorSentence(creation.error) : null);
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2.5">
      <label className="flex min-w-44 flex-1 flex-col gap-1 text-caption text-ink-2">
        Name
        <input
          name="name"
          className="field"
          placeholder="prometheus-eu"
          maxLength={80}
          required
          autoComplete="off"
        />
      </label>
      <label className="flex flex-col gap-1 text-caption text-ink-2">
        For
        <select name="scope" className="field" defaultValue="ingest">
          <option value="ingest">sending (ingest)</option>
          <option value="read">reading (REST API)</option>
        </select>
      </label>
      <button type="submit" className="btn btn-primary min-h-[32px]!" disabled={creation.isPending}>
        {creation.isPending ? "Creating" : "Create key"}
      </button>
      <p role="alert" className="basis-full text-caption text-crit empty:hidden">
        {error}
      </p>
    </form>
  );
}
