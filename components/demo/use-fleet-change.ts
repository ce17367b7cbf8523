"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { errorSentence } from "@/components/queries/api-problem";
import { queryKeys } from "@/components/queries/query-keys";
import type { FleetStateResponse } from "@/lib/contracts/demo-fleet";

/** A change of the fleet, which answers with its new state; `error` says why it was refused. */
export function useFleetChange<Input = void>(change: (input: Input) => Promise<FleetStateResponse>) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: change,
    onSuccess: (response) => client.setQueryData(queryKeys.demoFleet.all, response),
  });
  return { ...mutation, sentence: mutation.error ? errorSentence(mutation.error) : null };
}
