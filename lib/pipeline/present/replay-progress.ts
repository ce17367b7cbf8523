import type { PredictionReplayContract } from "@/lib/contracts/prediction";
import { SECOND_MS } from "@/lib/domain/window";
import { formatDuration } from "./format-age";
import { formatShortDate } from "./format-time";

export interface ReplayModel {
  readonly text: string;
  /** 0–1; null: none is running. */
  readonly share: number | null;
  /** Why it failed; null: it did not. */
  readonly problem: string | null;
}

/** How far the replay of stored history is, in words; null: there is nothing to say of one. */
export function replayModel(
  replay: Omit<PredictionReplayContract, "engine">,
  timeZone: string,
): ReplayModel | null {
  const { state, from, to, done_ratio: share, opened, worked_seconds: worked } = replay;
  if (state === "none" || from === null || to === null) return null;
  const day = (time: string) => formatShortDate(Date.parse(time), timeZone);
  const span = `${day(from)} to ${day(to)}`;
  const made = `${opened.toLocaleString("en")} ${opened === 1 ? "prediction" : "predictions"}`;
  const took = formatDuration(worked * SECOND_MS);
  const problem = state === "failed" || state === "running" ? replay.problem : null;
  switch (state) {
    case "running":
      return {
        text: `History from ${span} is being predicted as it would have been: ${made} so far${reached(replay, day)}.`,
        share: share ?? 0,
        problem,
      };
    case "done":
      return {
        text: `History from ${span} was predicted as it would have been: ${made}, in ${took} of work.`,
        share: null,
        problem,
      };
    case "cancelled":
      return {
        text: `The replay of ${span} was cancelled${reached(replay, day)}; its ${made} stay in the record.`,
        share: null,
        problem,
      };
    case "failed":
      return {
        text: `The replay of ${span} failed${reached(replay, day)}; its ${made} stay in the record.`,
        share: null,
        problem,
      };
    default:
      return state satisfies never;
  }
}

function reached(
  { cursor }: Pick<PredictionReplayContract, "cursor">,
  day: (time: string) => string,
): string {
  return cursor === null ? "" : `, at ${day(cursor)}`;
}
