import type { StatusModel } from "./status-model";

/** With more in trouble than this they are counted, not named. */
const MOST_NAMED = 3;
const HEALTHY = "healthy";

/** A thing and its state. */
export interface NamedState {
  readonly name: string;
  readonly state: StatusModel;
}
type Said = { readonly name: string; readonly word: string };

/** What the things are called: 'region', 'regions'. */
export interface Noun {
  readonly one: string;
  readonly many: string;
}

/** The state of all in one sentence: those in trouble by name, the rest counted. `states`: worst first, not empty. */
export function stateHeadline(states: readonly NamedState[], noun: Noun): string {
  const troubled = states
    .map(({ name, state }) => ({ name, word: wordOf(state) }))
    .filter(({ word }) => word !== HEALTHY);
  if (troubled.length === 0)
    return states.length === 1
      ? `${states[0].name} is healthy.`
      : `All ${states.length} ${noun.many} are healthy.`;
  const healthy = states.length - troubled.length;
  const said = troubled.length > MOST_NAMED ? counted(troubled, noun) : named(troubled);
  return `${said}${restOf(healthy, states.length)}.`;
}

/** 'eu-west-1 is unknown': 'is no data yet' would be no sentence. */
function wordOf({ shape, word }: StatusModel): string {
  return shape === "ring" ? "unknown" : word.toLowerCase();
}

/** 'a and b are critical and c is degraded'. */
function named(states: readonly Said[]): string {
  const words = [...new Set(states.map(({ word }) => word))];
  return listed(
    words.map((word) => {
      const names = states.filter((state) => state.word === word).map(({ name }) => name);
      return `${listed(names)} ${names.length > 1 ? "are" : "is"} ${word}`;
    }),
  );
}

/** '2 regions are critical, 3 degraded'. */
function counted(states: readonly Said[], noun: Noun): string {
  const counts = new Map<string, number>();
  for (const { word } of states) counts.set(word, (counts.get(word) ?? 0) + 1);
  const parts = [...counts].map(([word, count], index) => {
    if (index > 0) return `${count} ${word}`;
    return count === 1 ? `1 ${noun.one} is ${word}` : `${count} ${noun.many} are ${word}`;
  });
  return listed(parts);
}

function restOf(healthy: number, all: number): string {
  if (healthy === 0) return all > MOST_NAMED ? ", none is healthy" : "";
  return healthy === 1 ? "; the other one is healthy" : `; the other ${healthy} are healthy`;
}

/** 'a', 'a and b', 'a, b and c'. */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}
