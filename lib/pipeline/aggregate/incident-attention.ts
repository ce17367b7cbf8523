import { worseSeverity, type IncidentSeverity } from "@/lib/domain/incident";
import { byWeight, feltParts, incidentName, personOn, type OpenIncident } from "@/lib/domain/open-incident";
import { scopeKey } from "@/lib/domain/rollup-row";
import type {
  AttentionIncident,
  AttentionItem,
  RegionalMetrics,
  ServiceMetrics,
} from "@/lib/domain/snapshot";
import { incidentCost } from "./incident-cost";
import { inPlace, type RankedItem } from "./ranked-item";

interface Listed {
  readonly present: readonly RankedItem[];
  readonly predicted: readonly RankedItem[];
}

interface Scopes {
  readonly regions: readonly RegionalMetrics[];
  readonly services: readonly ServiceMetrics[];
}

/** Among what is so now, as bad as a status: critical, degraded, not known, nothing. */
const RANK: Readonly<Record<IncidentSeverity, number>> = { critical: 3, high: 2, medium: 2, low: 1, info: 0 };

/**
 * The lists with open incidents in place of what they are made of: of the places where they are felt what is wrong there, and
 * the predictions that are signals of theirs. One that is only foretold stays among what is predicted; one that nothing tells
 * of any more is not listed: it resolves by itself.
 */
export function incidentAttention(
  incidents: readonly OpenIncident[],
  { present, predicted }: Listed,
  scopes: Scopes,
): Listed {
  let left: Listed = { present, predicted };
  const items: { present: RankedItem[]; predicted: RankedItem[] } = { present: [], predicted: [] };
  for (const incident of [...incidents].sort(byWeight)) {
    const felt = new Set(feltParts(incident).map(({ region, service }) => scopeKey(region, service)));
    const subjects = new Set(incident.parts.flatMap(({ firing, subject }) => (firing && subject) || []));
    const isFelt = ({ item }: RankedItem) => felt.has(scopeKey(item.region, item.service));
    const isForetold = ({ subject }: RankedItem) => subject !== undefined && subjects.has(subject);
    const own = { present: left.present.filter(isFelt), predicted: left.predicted.filter(isForetold) };
    const item = itemOf(incident, own, scopes);
    if (item === null) continue;
    (item.item.prediction === null ? items.present : items.predicted).push(item);
    left = {
      present: left.present.filter((each) => !isFelt(each)),
      predicted: left.predicted.filter((each) => !isForetold(each)),
    };
  }
  return {
    present: [...left.present, ...items.present],
    predicted: [...left.predicted, ...items.predicted],
  };
}

function itemOf(incident: OpenIncident, own: Listed, scopes: Scopes): RankedItem | null {
  const told = incident.parts.filter(({ firing, source }) => firing && source !== "prediction");
  // Unusual is not bad by itself: where a prediction says what it will come to, that is what the incident is about.
  const isSoNow = own.present.length > 0 || told.some(({ source }) => source !== "anomaly");
  const [likeliest] = inPlace(own.predicted);
  if (!isSoNow && likeliest !== undefined) return foretoldItem(incident, likeliest, own);
  return told.length === 0 ? null : presentItem(incident, own, scopes);
}

function foretoldItem(incident: OpenIncident, likeliest: RankedItem, own: Listed): RankedItem {
  const text = sentences(incident, likeliest.item.text);
  const severity = worseSeverity(incident.severity, likeliest.item.severity);
  const item: AttentionItem = { ...likeliest.item, kind: "incident", severity, text, incident: named(incident, own) }; // prettier-ignore
  return { ...likeliest, item };
}

function presentItem(incident: OpenIncident, own: Listed, { regions, services }: Scopes): RankedItem {
  const { usersAffected, moneyAtRiskPerMinute } = incidentCost(feltParts(incident), regions, services);
  const [worst] = inPlace(own.present);
  const severity = own.present.reduce(
    (all, { item }) => worseSeverity(all, item.severity),
    incident.severity,
  );
  const item: AttentionItem = {
    ...{ kind: "incident", severity, region: incident.region, service: incident.service },
    ...{ text: sentences(incident, worst?.item.text ?? null), usersAffected, moneyAtRiskPerMinute },
    ...{ moneyMethod: null, prediction: null, incident: named(incident, own) },
  };
  const money = [moneyAtRiskPerMinute?.high ?? null, ...own.present.map((each) => each.money)].filter((each) => each !== null); // prettier-ignore
  return {
    item,
    money: money.length === 0 ? null : Math.max(...money),
    rank: Math.max(RANK[severity], ...own.present.map(({ rank }) => rank)),
    weight: Math.max(0, ...own.present.map(({ weight }) => weight)),
  };
}

function named({ id, number }: OpenIncident, { predicted }: Listed): AttentionIncident {
  const predictions = predicted.flatMap(({ item: { prediction, moneyAtRiskPerMinute, moneyMethod } }) =>
    prediction === null ? [] : [{ id: prediction.id, moneyAtRiskPerMinute, moneyMethod }],
  );
  return { id, number, predictions };
}

/** "Incident 12: checkout in eu is slow. p99 is 210 ms. Ana is on it." */
function sentences(incident: OpenIncident, told: string | null): string {
  const person = personOn(incident);
  return [
    `${incidentName(incident)}: ${incident.title.replace(/\.$/, "")}.`,
    ...(told === null ? [] : [told]),
    person === null ? "Nobody is on it yet." : `${person} is on it.`,
  ].join(" ");
}
