import { glancePercent, plainCount, plainMoneyRange, plainTime } from "@/lib/domain/plain-figure";
import { linked, words, type SentencePart } from "@/lib/domain/sentence";
import type { RegionalMetrics } from "@/lib/domain/snapshot";
import type { Trouble, TroubleKind } from "./trouble";
import { verdictDetail } from "./verdict-detail";
import { incidentLink, nameOf, worldFigures, type VerdictInput } from "./verdict-parts";

/** What is said first, and what is said below it. */
export interface SpokenVerdict {
  readonly headline: readonly SentencePart[];
  readonly detail: readonly SentencePart[];
}

/**
 * The verdict in plain words: what is wrong and where, for whom, what it costs a minute; or that nothing is. Every number
 * is linked to its evidence.
 */
export function spokenVerdict(input: VerdictInput): SpokenVerdict {
  return { headline: headlineOf(input), detail: verdictDetail(input) };
}

function headlineOf(input: VerdictInput): SentencePart[] {
  const { global, regions, troubles } = input;
  const sending = regions.filter((region) => !region.stale);
  if (global.newestSampleMs === null)
    return [
      words("No telemetry yet: point Prometheus or OpenTelemetry at this address with an "),
      linked("ingest key", { kind: "ingest" }),
      words("."),
    ];
  if (sending.length === 0)
    return [
      words("Nobody knows: "),
      linked(`no telemetry since ${plainTime(global.newestSampleMs)}`, { kind: "ingest" }),
      words("."),
    ];
  if (global.status === "unknown") return unknownHeadline(input, sending);
  if (global.status === "healthy") return healthyHeadline(input, sending);
  const [lead] = troubles;
  if (lead === undefined) return [words("Small parts of several "), linked("regions", { kind: "regions" }), words(" need a look.")]; // prettier-ignore
  return [...leadSentence(lead, input), words(" "), ...othersSentence(input, lead)];
}

function unknownHeadline({ global, regionName }: VerdictInput, sending: readonly RegionalMetrics[]) {
  const [first] = sending;
  const names = sending.length === 1 ? regionName(first.region) : `${sending.length} regions`;
  const parts = [words("Health is not known: "), linked(names, { kind: "regions" })];
  const verb = sending.length === 1 ? " sends" : " send";
  if (global.cpuRatio === null)
    return [...parts, words(`${verb} telemetry, but no requests or latencies to judge.`)];
  return [
    ...parts,
    words(`${verb} telemetry (`),
    linked(`CPU ${glancePercent(global.cpuRatio)}`, { kind: "metric", metric: "cpu" }),
    words("), but no requests or latencies to judge."),
  ];
}

function healthyHeadline(input: VerdictInput, sending: readonly RegionalMetrics[]): SentencePart[] {
  const { global, troubles, regionName } = input;
  const figures = worldFigures(global);
  const end =
    figures.length === 0 ? [words(".")] : [words(": "), ...figures, words("."), ...nextSentence(input)];
  if (troubles.length > 0 || sending.some(({ status }) => status !== "healthy"))
    return [words("Healthy as a whole"), ...end];
  const [only] = sending;
  return sending.length === 1
    ? [linked(regionName(only.region), { kind: "region", region: only.region }), words(" is healthy"), ...end]
    : [words("All "), linked(`${sending.length} regions`, { kind: "regions" }), words(" are healthy"), ...end]; // prettier-ignore
}

/** " Next: CPU in Dublin is likely to rise above 80 %: 63 % within 1 h.", where nothing is wrong now. */
function nextSentence({ next, troubles }: VerdictInput): SentencePart[] {
  return next === null || troubles.length > 0 ? [] : [words(" Next: "), next, words(".")];
}

/** "checkout in EU West is slow for 4.1 million users and costs $2,000 to $3,200 a minute." */
function leadSentence(lead: Trouble, input: VerdictInput): SentencePart[] {
  const { usersAffected, moneyAtRisk } = input;
  const parts = subjectOf(lead, input);
  const forWhom = usersAffected !== null && usersAffected >= 1;
  if (forWhom)
    parts.push(words(" for "), linked(`${plainCount(usersAffected)} users`, { kind: "attention" }));
  if (moneyAtRisk !== null && moneyAtRisk.high > 0)
    parts.push(words(forWhom ? " and costs " : ", which costs "), linked(plainMoneyRange(moneyAtRisk, moneyAtRisk.currency), { kind: "attention" }), words(" a minute")); // prettier-ignore
  return [...parts, words(".")];
}

/** "Incident 12 is open in checkout in EU West", where no figure says what is wrong. */
function subjectOf(lead: Trouble, { regionName }: VerdictInput): SentencePart[] {
  const { kind, incident, region, service } = lead;
  if (kind !== "incident" || incident === null) return [...nameOf(lead, regionName), words(verbOf(kind))];
  const place = region === null && service === null ? [] : [words(" in "), ...nameOf(lead, regionName)];
  return [incidentLink(incident), words(" is open"), ...place];
}

function verbOf(kind: TroubleKind): string {
  switch (kind) {
    case "silent":
      return " sends no telemetry";
    case "down":
      return " is down";
    case "failing":
      return " is failing";
    case "slow":
      return " is slow";
    case "burning":
      return " is using up its error budget";
    case "incident":
      return " has an open incident";
    default:
      return kind satisfies never;
  }
}

function othersSentence({ troubles, regions }: VerdictInput, lead: Trouble): SentencePart[] {
  const others = troubles.filter((trouble) => trouble !== lead).length;
  if (others === 0) {
    const isAllKnown = regions.every(({ region, status }) => status !== "unknown" || region === lead.region);
    return [words(isAllKnown ? "Everything else is healthy." : "Nothing else needs attention.")];
  }
  const more = linked(`${others} more`, { kind: "attention" });
  return [more, words(others === 1 ? " needs attention." : " need attention.")];
}
