import type { Deployment } from "@/lib/domain/deployment";
import { glancePercent, plainMs, plainSpan, plainTime } from "@/lib/domain/plain-figure";
import { linked, words, type SentencePart } from "@/lib/domain/sentence";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import type { Trouble } from "./trouble";
import { incidentLink, nameOf, worldFigures, type VerdictInput } from "./verdict-parts";

/** Since when, after which change, who owns it, how the world stands: the second line, one sentence each. */
export function verdictDetail(input: VerdictInput): SentencePart[] {
  const { global, troubles } = input;
  if (global.newestSampleMs === null || global.status === "unknown") return [];
  const [lead] = troubles;
  if (lead === undefined) return sinceHealthy(input);
  const sentences =
    global.status === "healthy"
      ? [toLookAt(troubles, input), handled(lead)]
      : [figureOf(lead), begun(lead, global.asOfMs), handled(lead), world(input)];
  return sentences.filter((parts) => parts.length > 0).flatMap((parts, index) => (index === 0 ? parts : [words(" "), ...parts])); // prettier-ignore
}

/** What is predicted needs attention, too. */
function sinceHealthy({ global, next }: VerdictInput): SentencePart[] {
  if (global.status !== "healthy" || global.statusSinceMs === null) return [];
  const forMs = global.asOfMs - global.statusSinceMs;
  const nothing = next === null ? "Nothing needs attention" : "Nothing is wrong";
  if (forMs < MINUTE_MS) return [words(`${nothing} any more.`)];
  return [words(`${nothing}, for ${plainSpan(roughly(forMs))} now.`)];
}

function toLookAt(troubles: readonly Trouble[], { regionName }: VerdictInput): SentencePart[] {
  const [lead] = troubles;
  const more = troubles.length - 1;
  return [
    words("To look at: "),
    ...nameOf(lead, regionName),
    ...(more > 0 ? [words(" and "), linked(`${more} more`, { kind: "attention" })] : []),
    words("."),
  ];
}

/** What shows the trouble, in a figure. */
function figureOf({ kind, latencyP99Ms, errorRatio, newestSampleMs, ...place }: Trouble): SentencePart[] {
  if (kind === "silent")
    return newestSampleMs === null ? [] : [words(`Its newest sample is of ${plainTime(newestSampleMs)}.`)];
  if (kind === "slow" && latencyP99Ms !== null)
    return [words("Its p99 is "), linked(plainMs(latencyP99Ms), evidenceOf(place)), words(".")];
  if (errorRatio === null) return [];
  return [linked(glancePercent(errorRatio), evidenceOf(place)), words(" of its requests fail.")];
}

function evidenceOf({ region, service }: Pick<Trouble, "region" | "service">) {
  if (service !== null) return { kind: "service", service, region } as const;
  return region === null ? ({ kind: "regions" } as const) : ({ kind: "region", region } as const);
}

function begun({ sinceMs, change }: Trouble, asOfMs: number): SentencePart[] {
  if (sinceMs === null) return [];
  const ago = asOfMs - sinceMs < MINUTE_MS ? "less than a minute" : plainSpan(roughly(asOfMs - sinceMs));
  const start = `Started ${ago} ago`;
  if (change === null) return [words(`${start}.`)];
  return [words(`${start}, after `), linked(changeName(change), { kind: "deployments" }), words(" (suspected).")]; // prettier-ignore
}

/** Whole minutes, and tenths of an hour from an hour on. */
function roughly(ms: number): number {
  const step = ms < HOUR_MS ? MINUTE_MS : HOUR_MS / 10;
  return Math.floor(ms / step) * step;
}

function changeName({ kind, service, version }: Deployment): string {
  const word = kind === "other" ? "change" : kind.replace("_", " ");
  return [word, service ?? "everywhere", version].filter((part) => part !== null).join(" ");
}

/** "Incident 12: checkout in eu is slow; Ana is on it." Whose it is otherwise. */
function handled(trouble: Trouble): SentencePart[] {
  const { incident } = trouble;
  if (incident === null) return owned(trouble);
  const who = incident.person === null ? "nobody is on it yet" : `${incident.person} is on it`;
  const named = [incidentLink(incident), words(`: ${incident.title.replace(/\.$/, "")}; ${who}.`)];
  return incident.person === null && trouble.owner !== null
    ? [...named, words(" "), ...owned(trouble)]
    : named;
}

function owned({ owner, contact, service }: Trouble): SentencePart[] {
  if (service === null) return [];
  if (owner === null) return [words("Nobody is named as its owner.")];
  return [words(contact === null ? `${owner} owns it.` : `${owner} owns it: ${contact}.`)];
}

function world({ global }: VerdictInput): SentencePart[] {
  const figures = worldFigures(global);
  return figures.length === 0 ? [] : [words("World: "), ...figures, words(".")];
}
