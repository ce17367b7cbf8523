"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiProblem, errorSentence } from "@/components/queries/api-problem";
import { queryKeys } from "@/components/queries/query-keys";

/** Starts an import and refreshes the list; `error` is a sentence for its reader. */
export function useImport<I>(start: (input: I) => Promise<unknown>) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: start,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.backfills.all }),
  });
  return { mutation, error: mutation.error ? sentence(mutation.error) : null };
}

function sentence(error: Error): string {
  if (!(error instanceof ApiProblem) || error.fields.length === 0) return errorSentence(error);
  return error.fields.map(({ pointer, message }) => `${pointer.replace(/^\//, "")} ${message}`).join("; ");
}
