import { shareWords, type ActionDefinition } from "./action-definition";

export const shiftTraffic: ActionDefinition = {
  change: (place, action) =>
    `Move ${shareWords(action)} of the traffic of ${place} to ${action.toRegion ?? "all other regions"}`,
  expected: "Load falls here and rises where the traffic goes.",
  mostShare: 0.8,
  undoable: true,
};
