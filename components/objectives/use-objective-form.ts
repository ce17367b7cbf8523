import { useSettingsForm } from "@/components/catalog/use-settings-form";
import { deleteObjective, saveObjective } from "@/components/queries/objective-queries";
import { queryKeys } from "@/components/queries/query-keys";
import type { ObjectiveContract } from "@/lib/contracts/objective";
import { objectiveTitle } from "@/lib/pipeline/present/objective-model";
import { bodyOfObjective, bodyOfObjectiveDraft, draftOfObjective, NEW_OBJECTIVE } from "./objective-draft";

/** A form over a new objective (null) or one that is there. */
export function useObjectiveForm(current: ObjectiveContract | null, onDone: () => void) {
  return useSettingsForm({
    ...{ current, onDone, stale: queryKeys.objectives.all },
    draftOf: (objective) => (objective === null ? NEW_OBJECTIVE : draftOfObjective(objective)),
    bodyOf: bodyOfObjectiveDraft,
    save: saveObjective,
    undo: (saved, before) =>
      before === null ? deleteObjective(saved) : saveObjective(saved, bodyOfObjective(before)),
    savedText: (saved) => `${objectiveTitle(saved)}: saved.`,
  });
}
