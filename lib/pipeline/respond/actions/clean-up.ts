import type { ActionDefinition } from "./action-definition";

export const cleanUp: ActionDefinition = {
  change: (place) => `Empty what fills the disks of ${place}`,
  expected: "Disk use falls; what was emptied does not come back.",
  mostShare: null,
  undoable: false,
};
