import { shareWords, type ActionDefinition } from "./action-definition";

export const throttleTraffic: ActionDefinition = {
  change: (place, action) => `Turn ${shareWords(action)} of the requests to ${place} away`,
  expected: "Load falls at once; the requests that are turned away, and what they would earn, are lost.",
  mostShare: 0.8,
  undoable: true,
};
