import type { BusinessFigures, MoneyRange } from "@/lib/domain/business-snapshot";
import { assessedWords, crossingPlace, crossingTime, crossingWords } from "@/lib/domain/crossing-words";
import { openProbability } from "@/lib/domain/open-prediction";
import { plainMoney } from "@/lib/domain/plain-figure";
import { PREDICTION_KIND_DEFINITIONS, subjectKey, type Prediction } from "@/lib/domain/prediction";
import { scopeKey } from "@/lib/domain/rollup-row";
import type { AttentionItem, RegionalMetrics, ServiceMetrics } from "@/lib/domain/snapshot";
import type { ExpectedBy, ExpectedMoney } from "./business/expected-money";
import type { RankedItem } from "./ranked-item";

export interface PredictedAttentionInput {
  readonly asOfMs: number;
  /** Open ones, parts of causes too. */
  readonly predictions: readonly Prediction[];
  readonly regions: readonly RegionalMetrics[];
  readonly services: readonly ServiceMetrics[];
  readonly business: Pick<BusinessFigures, "currency" | "abandonmentRatio" | "risk">;
  readonly expectedMoney: ExpectedMoney;
}

interface RangeWithMethod {
  readonly range: MoneyRange;
  readonly method: string;
}

const SEVERITY_RANK = { critical: -1, high: -2, medium: -3, low: -4 } as const;
const EXPECTED_BY: Readonly<Record<ExpectedBy, string>> = {
  forecast: "by the forecast of the day before",
  weeks: "by the last weeks",
  configured: "as configured",
  mixed: "of each region by its forecast of the day before, its last weeks, or as configured",
};

/**
 * What is predicted, one item a cause. The loss to be expected a minute decides the place: probability × the middle of what is
 * at risk if it comes true.
 */
export function predictedAttention(input: PredictedAttentionInput): RankedItem[] {
  return input.predictions.filter(({ causeId }) => causeId === null).map((each) => itemOf(each, input));
}

function itemOf(prediction: Prediction, input: PredictedAttentionInput): RankedItem {
  const { id, severity, region, service } = prediction;
  const probability = openProbability(prediction);
  const money = moneyOf(prediction, input);
  const item: AttentionItem = {
    kind: "prediction",
    ...{ severity, region, service, text: textOf(prediction, probability, input.asOfMs) },
    ...{ usersAffected: null, prediction: { id, probability }, incident: null },
    ...{ moneyAtRiskPerMinute: money?.range ?? null, moneyMethod: money?.method ?? null },
  };
  const expected = money && (probability * (money.range.low + money.range.high)) / 2;
  const place = { rank: SEVERITY_RANK[severity], weight: probability };
  return { item, money: expected, ...place, subject: subjectKey(prediction) };
}

/** What, how sure, when, and as of when where that is long ago. */
function textOf(prediction: Prediction, probability: number, asOfMs: number): string {
  const { assessedMs, latestCrossing } = prediction;
  const when = latestCrossing === null ? "" : `, about ${crossingTime(latestCrossing, assessedMs)}`;
  const said = crossingWords({ ...prediction, probability }, crossingPlace(prediction));
  return `${said}${when}${assessedWords(assessedMs, asOfMs)}.`;
}

/**
 * A crossing alone fails no request: at least nothing is lost. At most every answer becomes too slow, and as many leave as
 * usually do. That everything fails is not within the range. What uses up an error budget costs already, and goes on to.
 */
function moneyOf(prediction: Prediction, input: PredictedAttentionInput): RangeWithMethod | null {
  const { kind, region, service } = prediction;
  if (PREDICTION_KIND_DEFINITIONS[kind].metric === "budget") {
    const range = costNow(prediction, input);
    return range && { range, method: "What its failed and slow requests cost now, if that goes on." };
  }
  const expected = input.expectedMoney.get(scopeKey(region, service));
  if (expected === undefined) return null;
  const { currency, abandonmentRatio } = input.business;
  const brings = `${plainMoney(expected.perMinute, currency)} a minute, ${EXPECTED_BY[expected.by]}`;
  return {
    range: { low: 0, high: expected.perMinute * abandonmentRatio },
    method: `From nothing to what is lost if every answer is too slow: what it should bring (${brings}) × ${abandonmentRatio}, the share of users that then leave.`,
  };
}

function costNow({ region, service }: Prediction, input: PredictedAttentionInput): MoneyRange | null {
  const { regions, services, business } = input;
  if (region === null && service === null)
    return business.risk && { low: business.risk.low, high: business.risk.high };
  const scope =
    service === null
      ? regions.find((row) => row.region === region)
      : services.find((row) => row.region === region && row.service === service);
  return scope?.impact?.moneyAtRiskPerMinute ?? null;
}
