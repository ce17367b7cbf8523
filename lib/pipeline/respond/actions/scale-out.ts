import { shareWords, type ActionDefinition } from "./action-definition";

export const scaleOut: ActionDefinition = {
  change: (place, action) => `Add ${shareWords(action)} of its servers to ${place}`,
  expected: "Load a server falls once the new ones have started; they cost money until they are taken back.",
  mostShare: 0.5,
  undoable: true,
};
