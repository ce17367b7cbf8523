import type { ActionDefinition } from "./action-definition";

export const rollBack: ActionDefinition = {
  change: (place) => `Run the version before the newest in ${place}`,
  expected: "What the newest version brought is gone, its mends too.",
  mostShare: null,
  undoable: false,
};
