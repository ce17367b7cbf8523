"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { errorSentence } from "@/components/queries/api-problem";
import { deleteObjective, saveObjective } from "@/components/queries/objective-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { showToast } from "@/components/ui/toast";
import type { ObjectiveContract } from "@/lib/contracts/objective";
import { objectiveTitle } from "@/lib/pipeline/present/objective-model";
import { bodyOfObjective } from "./objective-draft";

interface ObjectiveActionsProps {
  readonly objective: ObjectiveContract;
  /** `p95 latency at most 120 ms, checkout`: tells the buttons of rows apart. */
  readonly name: string;
  readonly onEdit: () => void;
}

/** What can be done with an objective. One that is deleted can be had back for as long as the message stands. */
export function ObjectiveActions({ objective, name, onEdit }: ObjectiveActionsProps) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.objectives.all });
  const deletion = useMutation({
    mutationFn: () => deleteObjective(objective),
    onSuccess: async () => {
      await refresh();
      const undo = async () => {
        await saveObjective(null, bodyOfObjective(objective));
        await refresh();
      };
      showToast({ text: `${objectiveTitle(objective)}: deleted.`, undo });
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
      {objective.built_in ? null : (
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
