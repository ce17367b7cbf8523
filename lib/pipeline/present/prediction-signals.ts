import type { PredictionContract } from "@/lib/contracts/prediction";

/** What a model looks at, in words; a name that is not here is shown as it is. */
const SIGNAL_WORDS: Readonly<Record<string, string>> = {
  distance: "How close it is to the threshold",
  trend: "How fast it moves towards it",
  cost: "A climb that its requests do not explain",
  volatility: "How much it jumps",
  season: "The time of day and week",
  record: "How often it crossed before",
  "similar-moments": "What came after similar moments",
  range: "The range it usually keeps to",
};

export interface SignalModel {
  readonly signal: string;
  readonly label: string;
  /** 'odds × 2.4' */
  readonly text: string;
  readonly speaks: "for" | "against";
  /** 0–1 of the strongest one. */
  readonly share: number;
}

/** Effects below this, in log-odds, change nothing that anybody would see. */
const NEGLIGIBLE = 0.05;
const DIGITS = 2;

/** What speaks for a prediction and what against, the strongest first. */
export function signalModels(contributions: PredictionContract["contributions"]): readonly SignalModel[] {
  const told = contributions
    .filter(({ effect }) => Math.abs(effect) >= NEGLIGIBLE)
    .sort((one, other) => Math.abs(other.effect) - Math.abs(one.effect));
  const most = Math.abs(told[0]?.effect ?? 1);
  return told.map(({ signal, effect }) => ({
    signal,
    label: SIGNAL_WORDS[signal] ?? signal,
    text: `odds ${effect > 0 ? "×" : "÷"} ${Number(Math.exp(Math.abs(effect)).toPrecision(DIGITS))}`,
    speaks: effect > 0 ? "for" : "against",
    share: Math.abs(effect) / most,
  }));
}
