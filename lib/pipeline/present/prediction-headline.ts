import type {
  PredictionContract,
  PredictionRecordContract,
  PredictionReplayContract,
} from "@/lib/contracts/prediction";
import { SECOND_MS } from "@/lib/domain/window";
import { formatDuration } from "./format-age";
import { nextBreak } from "./prediction-model";
import { nothingText, type SaidAt } from "./prediction-words";
import type { RegionNames } from "./region-name";

type Engine = PredictionReplayContract["engine"];

/** What the page says first. */
export function predictionHeadline(
  open: readonly PredictionContract[],
  { nameOf, at, engine }: { readonly nameOf: RegionNames; readonly at: SaidAt; readonly engine: Engine },
): string {
  const next = nextBreak(open, nameOf, at);
  if (next === null) return nothingText(engine, at);
  return open.length === 1 ? next : `${open.length} predictions are open. First: ${next}`;
}

/** '36 series were looked at; of 2 nothing can be said: too little history, or nothing newer.' */
export function engineText(engine: Engine): string {
  if (engine === null)
    return "The worker assesses once a minute, from the first closed window of 5 minutes on.";
  const { series, silent } = engine;
  if (series === 0) return "No series that a rule is for has arrived.";
  const looked = `${series.toLocaleString("en")} series ${series === 1 ? "was" : "were"} looked at`;
  if (silent === 0) return `${looked}.`;
  return `${looked}; of ${silent.toLocaleString("en")} nothing can be said: too little history, or nothing newer.`;
}

/** 'Of 412 predictions with an outcome 288 came true and 101 did not; the median warning was 41 min; 9 breaches were foretold by nothing.' */
export function recordHeadline({ kinds }: Pick<PredictionRecordContract, "kinds">): string {
  const total = (of: "resolved" | "hits" | "false" | "averted" | "missed") =>
    kinds.reduce((sum, kind) => sum + kind[of], 0);
  const resolved = total("resolved");
  const missed = total("missed");
  const missedText =
    missed === 1
      ? "1 breach was foretold by nothing"
      : `${missed.toLocaleString("en")} breaches were foretold by nothing`;
  if (resolved === 0)
    return missed === 0
      ? "No prediction has an outcome yet."
      : `No prediction has an outcome yet; ${missedText}.`;
  const averted = total("averted");
  const parts = [
    `Of ${resolved.toLocaleString("en")} ${resolved === 1 ? "prediction" : "predictions"} with an outcome ${total("hits").toLocaleString("en")} came true and ${total("false").toLocaleString("en")} did not`,
    ...(averted === 0 ? [] : [`${averted.toLocaleString("en")} ${averted === 1 ? "was" : "were"} averted`]),
    ...warningText(kinds),
    missedText,
  ];
  return `${parts.join("; ")}.`;
}

/** Of one kind alone: medians of several cannot be merged. */
function warningText(kinds: PredictionRecordContract["kinds"]): readonly string[] {
  const medians = kinds.flatMap(({ lead_seconds: lead }) => (lead === null ? [] : [lead.p50 * SECOND_MS]));
  if (medians.length === 0) return [];
  const [least, most] = [Math.min(...medians), Math.max(...medians)].map(formatDuration);
  return [`the median warning was ${least === most ? least : `${least} to ${most}, by kind`}`];
}
