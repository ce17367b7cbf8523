import type { AnomalyContract, AnomalyListResponse } from "@/lib/contracts/anomaly";
import type { MissingFigureContract } from "@/lib/contracts/envelope";
import { MINUTE_MS } from "@/lib/domain/window";
import { kindWord } from "./deployment-model";
import { formatDuration } from "./format-age";
import { formatErrorRatio, formatMs, formatPercent, formatPerSecond, plainText } from "./format-number";
import { momentText, type SaidAt } from "./prediction-words";
import type { RegionNames } from "./region-name";

const PER_CENT = 100;
/** Windows are of 5 min: what was judged longer ago is not of the present any more. */
const JUDGED_STALE_MS = 15 * MINUTE_MS;

export const ANOMALY_METRIC_WORDS: Readonly<Record<AnomalyContract["metric"], string>> = {
  requests: "Requests",
  error_ratio: "Error rate",
  latency_p99: "p99 latency",
  cpu: "CPU",
  memory: "Memory",
  disk: "Disk",
  connection_utilization: "Database connections",
};

const NO_PLACE = { region: null, service: null };
/** Services of a region whose names are told. */
const MOST_NAMED = 5;

type Place = Pick<AnomalyContract, "region" | "service">;

/** 'checkout, EU West', less what the page is about. */
export function anomalyPlace(
  { region, service }: Place,
  nameOf: RegionNames,
  page: { readonly region: string | null; readonly service: string | null } = NO_PLACE,
): string {
  const said = [page.service === null ? service : null, page.region === null ? nameOf(region) : null];
  return said.filter((part) => part !== null).join(", ");
}

/** Whose same series began to be unusual with a region's, or whose it began with; null: nobody's. */
export function partsText({ parts, part_of }: Pick<AnomalyContract, "parts" | "part_of">): string | null {
  if (part_of !== null) return "Began with the same of its region.";
  if (parts.length === 0) return null;
  const named = parts.slice(0, MOST_NAMED).map(({ service }) => service);
  const more = parts.length - named.length;
  return `With it: ${named.join(", ")}${more === 0 ? "" : ` and ${more} more`}.`;
}

function valueText(value: number, metric: AnomalyContract["metric"]): string {
  switch (metric) {
    case "requests":
      return plainText(formatPerSecond(value));
    case "latency_p99":
      return plainText(formatMs(value));
    case "error_ratio":
      return plainText(formatErrorRatio(value));
    default:
      return plainText(formatPercent(value * PER_CENT));
  }
}

/** '310 ms'. */
export function observedText({ observed, metric }: Pick<AnomalyContract, "observed" | "metric">): string {
  return valueText(observed, metric);
}

type Range = Pick<AnomalyContract, "metric" | "expected" | "expected_lower" | "expected_upper">;

/** '80 ms to 160 ms (most likely 120 ms)'. */
export function expectedText({ metric, expected, expected_lower, expected_upper }: Range): string {
  const text = (value: number) => valueText(value, metric);
  return `${text(expected_lower)} to ${text(expected_upper)} (most likely ${text(expected)})`;
}

/** What other regions do at the same time. */
export function siblingsText({ siblings, against }: Pick<AnomalyContract, "siblings" | "against">): string {
  if (siblings === null) return "too few other regions to compare";
  const { alike, compared } = siblings;
  if (!against.includes("own")) return "usual by its own past, but unlike the other regions";
  if (alike === 0) return "only here";
  const others = alike === compared ? `all ${compared}` : `${alike} of ${compared}`;
  return `also in ${others} other regions`;
}

/** 'since 14:20', or from when until when. */
export function spanText(anomaly: Pick<AnomalyContract, "started_at" | "ended_at">, at: SaidAt): string {
  const started = momentText(Date.parse(anomaly.started_at), at);
  if (anomaly.ended_at === null) return `since ${started}`;
  return `${started} to ${momentText(Date.parse(anomaly.ended_at), at)}`;
}

const ENDING_WORDS = {
  back: "back in its range",
  "new-usual": "lasted a day: usual now",
  "no-data": "could not be judged any more",
} as const;

export function endingText({ ending }: Pick<AnomalyContract, "ending">): string {
  return ending === null ? "goes on" : ENDING_WORDS[ending];
}

/** 'Deployment of checkout 2.4.1, 12 min before'; 'as it began': within its first window. */
export function suspectText(
  { kind, service, version, deployed_at }: AnomalyContract["suspects"][number],
  { started_at }: Pick<AnomalyContract, "started_at">,
): string {
  const what = [service ?? "all services", version].filter((part) => part !== null).join(" ");
  const beforeMs = Date.parse(started_at) - Date.parse(deployed_at);
  return `${kindWord(kind)} of ${what}, ${beforeMs < 0 ? "as it began" : `${formatDuration(beforeMs)} before`}`;
}

/** One region's, or one service's in a region or everywhere. */
export function anomaliesOf(
  anomalies: readonly AnomalyContract[],
  { region, service }: { readonly region: string | null; readonly service: string | null },
): readonly AnomalyContract[] {
  return anomalies.filter(
    (each) => (region === null || each.region === region) && (service === null || each.service === service),
  );
}

/** What else began shortly after a change of a service, be it because of it or not. */
export function unusualAfter(
  anomalies: readonly AnomalyContract[],
  { service, region }: { readonly service: string; readonly region: string | null },
): readonly AnomalyContract[] {
  return anomaliesOf(anomalies, { region, service: null }).filter(
    (each) => each.service !== service && each.suspects.some((suspect) => suspect.service === service),
  );
}

/** Why nothing is shown: silence is good news only where something could be said, and lately. */
export function nothingUnusual(
  meta: AnomalyListResponse["meta"],
  {
    region,
    nowMs,
    nameOf,
  }: { readonly region: string | null; readonly nowMs: number; readonly nameOf: RegionNames },
): { readonly title: string; readonly reason: string | null } {
  if (meta.as_of === null)
    return {
      title: "Not judged yet.",
      reason: "The worker judges each window of 5 minutes once it is over.",
    };
  if (nowMs - Date.parse(meta.as_of) > JUDGED_STALE_MS)
    return {
      title: "Not judged lately: whether anything is unusual is not known.",
      reason: "The worker judges once a minute: it stands still, or cannot read what it needs.",
    };
  const leftOut = meta.missing.find(
    ({ reason, service }) => reason === "not-configured" && service !== undefined,
  );
  if (leftOut !== undefined)
    return { title: "Not judged: whether anything is unusual is not known.", reason: leftOut.remedy };
  if (region === null) return nothingAnywhere(meta.missing, nameOf);
  const here = meta.missing.find((each) => each.region === region);
  if (here?.reason === "stale")
    return { title: "Not judged now: whether anything is unusual is not known.", reason: here.remedy };
  if (here?.reason === "insufficient-history") return { title: "Not judged yet.", reason: here.remedy };
  return { title: "Nothing unusual.", reason: null };
}

/** Of all regions, it is said of which nothing could be told. */
function nothingAnywhere(
  missing: AnomalyListResponse["meta"]["missing"],
  nameOf: RegionNames,
): ReturnType<typeof nothingUnusual> {
  const of = (why: MissingFigureContract["reason"], words: string) => {
    const names = missing.flatMap(({ reason, region }) =>
      reason === why && region !== undefined ? [nameOf(region)] : [],
    );
    return names.length === 0 ? [] : [`${words}: ${names.join(", ")}.`];
  };
  const notJudged = [
    ...of("stale", "Nothing arrives to be judged from"),
    ...of("insufficient-history", "Not judged yet for want of history"),
    ...missing.flatMap((each) => (each.region === undefined ? [each.remedy] : [])),
  ];
  if (notJudged.length === 0) return { title: "Nothing unusual.", reason: null };
  return { title: "Nothing unusual where it was judged.", reason: notJudged.join(" ") };
}
