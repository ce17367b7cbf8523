import type { ResponseRun } from "@/lib/domain/response";
import { ACTION_DEFINITIONS } from "./actions/action-definitions";
import { changeOf } from "./claim-run";

/** A run with what its action is in words, and whether it can be taken back. */
export function describeRun(run: ResponseRun) {
  return { run, change: changeOf(run), undoable: ACTION_DEFINITIONS[run.action.kind].undoable };
}
