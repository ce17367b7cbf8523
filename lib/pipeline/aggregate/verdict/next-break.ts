import { assessedWords, crossingPlace, crossingWords } from "@/lib/domain/crossing-words";
import { openProbability } from "@/lib/domain/open-prediction";
import type { Prediction } from "@/lib/domain/prediction";
import { linked, type SentencePart } from "@/lib/domain/sentence";

/** The alert whose crossing is expected first; null: none is open. */
export function nextBreak(
  predictions: readonly Prediction[],
  regionName: (code: string) => string,
  asOfMs: number,
): SentencePart | null {
  const [next] = predictions.filter(({ causeId }) => causeId === null).sort(byUrgency);
  if (next === undefined) return null;
  const said = { ...next, probability: openProbability(next) };
  const text = crossingWords(said, crossingPlace(next, regionName)) + assessedWords(next.assessedMs, asOfMs);
  return linked(text, { kind: "prediction", id: next.id });
}

/** As the page of predictions has it: how soon, then how likely. */
function byUrgency(one: Prediction, other: Prediction): number {
  const soon = ({ latestCrossing }: Prediction) => latestCrossing?.medianMs ?? Infinity;
  if (soon(one) !== soon(other)) return soon(one) - soon(other);
  return other.confidence - one.confidence;
}
