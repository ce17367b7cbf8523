import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { refusedFields, type FieldProblems } from "@/components/catalog/draft-body";
import { ApiProblem, errorSentence } from "@/components/queries/api-problem";
import { deleteObjective, saveObjective } from "@/components/queries/objective-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { showToast } from "@/components/ui/toast";
import type { ObjectiveBody, ObjectiveContract } from "@/lib/contracts/objective";
import { objectiveTitle } from "@/lib/pipeline/present/objective-model";
import {
  bodyOfObjective,
  bodyOfObjectiveDraft,
  draftOfObjective,
  NEW_OBJECTIVE,
  type ObjectiveField,
} from "./objective-draft";

type Problems = FieldProblems<ObjectiveField>;

/** A form over a new objective (null) or one that is there: wrong fields are named, what was done can be taken back. */
export function useObjectiveForm(current: ObjectiveContract | null, onDone: () => void) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [opened, setOpened] = useState(current);
  const [draft, setDraft] = useState(() => (current === null ? NEW_OBJECTIVE : draftOfObjective(current)));
  const [problems, setProblems] = useState<Problems>({});
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.objectives.all });
  const saving = useMutation({
    mutationFn: (body: ObjectiveBody) => saveObjective(opened, body),
    onSuccess: async (saved) => {
      await refresh();
      onDone();
      const undo = async () => {
        await (opened === null ? deleteObjective(saved) : saveObjective(saved, bodyOfObjective(opened)));
        await refresh();
      };
      showToast({ text: `${objectiveTitle(saved)}: saved.`, undo });
    },
    onError: (error) => {
      void refresh();
      if (error instanceof ApiProblem) setProblems(refusedFields(error.fields));
    },
  });
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [problems]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { body, problems: found } = bodyOfObjectiveDraft(draft);
    setProblems(found ?? {});
    if (body !== null) saving.mutate(body);
  };
  const startAgain = () => {
    setOpened(current);
    if (current !== null) setDraft(draftOfObjective(current));
    setProblems({});
    saving.reset();
  };
  const isFieldProblem = Object.keys(problems).length > 0 && !isConflict(saving.error);
  return {
    ...{ form, draft, setDraft, problems, submit, startAgain, saving: saving.isPending },
    failure: saving.error === null || isFieldProblem ? null : errorSentence(saving.error),
    outdated: current?.etag !== opened?.etag && !saving.isPending && !saving.isSuccess,
  };
}

/** One of the kind is there already: that is of no single field. */
function isConflict(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status === 409;
}
