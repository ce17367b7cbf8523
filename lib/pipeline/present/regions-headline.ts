import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import type { RegionNames } from "./region-name";
import { byUrgency, scopeState } from "./region-state";

/** With more troubled regions than this they are counted, not named. */
const MOST_NAMED = 3;

/** The state of all regions in one sentence: the troubled ones by name, the rest counted. */
export function regionsHeadline(regions: readonly RegionalMetricsContract[], nameOf: RegionNames): string {
  if (regions.length === 0) return "No region has reported yet.";
  const states = [...regions]
    .sort(byUrgency)
    .map((region) => ({ name: nameOf(region.region), word: scopeState(region).word.toLowerCase() }));
  const troubled = states.filter(({ word }) => word !== "healthy");
  if (troubled.length === 0)
    return regions.length === 1
      ? `${states[0].name} is healthy.`
      : `All ${regions.length} regions are healthy.`;
  const healthy = states.length - troubled.length;
  const said = troubled.length > MOST_NAMED ? counted(troubled) : named(troubled);
  return `${said}${restOf(healthy, states.length)}.`;
}

type State = { readonly name: string; readonly word: string };

function named(states: readonly State[]): string {
  return listed(states.map(({ name, word }) => `${name} is ${word}`));
}

/** '2 regions are critical, 3 degraded'. */
function counted(states: readonly State[]): string {
  const counts = new Map<string, number>();
  for (const { word } of states) counts.set(word, (counts.get(word) ?? 0) + 1);
  const parts = [...counts].map(([word, count], index) => {
    if (index > 0) return `${count} ${word}`;
    return count === 1 ? `1 region is ${word}` : `${count} regions are ${word}`;
  });
  return listed(parts);
}

function restOf(healthy: number, all: number): string {
  if (healthy === 0) return all > MOST_NAMED ? ", none is healthy" : "";
  return healthy === 1 ? "; the other one is healthy" : `; the other ${healthy} are healthy`;
}

function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}
