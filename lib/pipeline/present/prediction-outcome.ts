import type { PredictionContract } from "@/lib/contracts/prediction";
import { formatDuration } from "./format-age";
import type { StatusModel } from "./status-model";

type Ended = Pick<
  PredictionContract,
  "outcome" | "ending" | "state" | "breach_at" | "timestamp" | "closed_at" | "resolved_at"
>;

/** What became of a prediction, as shape, word and colour. */
export function outcomeModel({
  outcome,
  ending,
  state,
}: Pick<Ended, "outcome" | "ending" | "state">): StatusModel {
  switch (outcome) {
    case "hit":
      return { word: "Came true", shape: "circle", tone: "ok" };
    case "false":
      return { word: "False alarm", shape: "triangle", tone: "warn" };
    case "averted":
      return { word: "Averted", shape: "square", tone: "pred" };
    case null:
      return unjudged(ending, state);
    default:
      return outcome satisfies never;
  }
}

function unjudged(ending: Ended["ending"], state: Ended["state"]): StatusModel {
  if (state === "open") return { word: "Open", shape: "clock", tone: "pred" };
  if (ending === "rule-changed" || ending === "no-data")
    return { word: "Not judged", shape: "ring", tone: "quiet" };
  return { word: "Not known yet", shape: "clock", tone: "quiet" };
}

/** What there is to say beside it. */
export function outcomeDetail({ outcome, ending, breach_at: breach, timestamp }: Ended): string {
  if (outcome === "hit" && breach !== null)
    return `${formatDuration(Date.parse(breach) - Date.parse(timestamp))} ahead`;
  switch (ending) {
    case "withdrawn":
      return outcome === null ? "withdrawn, judged when its time has passed" : "withdrawn before";
    case "rule-changed":
      return "its rule changed";
    case "no-data":
      return "too little was received to tell";
    case "outcome":
    case null:
      return "";
    default:
      return ending satisfies never;
  }
}
