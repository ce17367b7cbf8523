import type { ActionDefinition } from "./action-definition";

export const restart: ActionDefinition = {
  change: (place) => `Restart ${place}, a few servers at a time`,
  expected: "Leaked memory and connections are given back; a few servers are out meanwhile.",
  mostShare: null,
  undoable: false,
};
