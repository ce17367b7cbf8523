import { listed } from "./state-headline";
import type { TroubleOrigin } from "./trouble-origin";

const MOST_NAMES = 3;

/** "payments looks like the origin: checkout and edge-gateway call it." The page calls it a suspicion. */
export function suspicionSentence({ names, sufferers, silent }: TroubleOrigin): string {
  const many = names.length > 1;
  const it = many ? "them" : "it";
  const who = many
    ? `${briefly(names)}, which call each other, look like the origin`
    : `${names[0]} looks like the origin`;
  return [`${who}: ${sufferersClause(sufferers, it, many)}.`, silentSentence(silent, many)]
    .filter((part) => part !== null)
    .join(" ");
}

function sufferersClause(sufferers: TroubleOrigin["sufferers"], it: string, many: boolean): string {
  const direct = sufferers.filter((each) => each.direct).map(({ name }) => name);
  const indirect = sufferers.filter((each) => !each.direct).map(({ name }) => name);
  if (sufferers.length === 0)
    return many
      ? "they are not healthy, all else that they call is, and nobody who calls them suffers yet"
      : "it is not healthy, nothing that it calls is in trouble, and nobody who calls it suffers yet";
  const clauses = [
    direct.length === 0 ? null : `${briefly(direct)} ${direct.length > 1 ? "call" : "calls"} ${it}`,
    indirect.length === 0
      ? null
      : `${briefly(indirect)} ${direct.length > 0 ? "" : `${indirect.length > 1 ? "reach" : "reaches"} ${it} `}through others`,
  ];
  return clauses.filter((clause) => clause !== null).join(", ");
}

function silentSentence(silent: readonly string[], many: boolean): string | null {
  if (silent.length === 0) return null;
  const whom = many ? "they depend" : "it depends";
  const send = silent.length > 1 ? "send" : "sends";
  return `${briefly(silent)}, on which ${whom}, ${send} no telemetry: it may begin there.`;
}

/** "a", "a and b", "a, b and c", "a, b, c and 4 more". */
function briefly(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return listed(rest > 0 ? [...names.slice(0, MOST_NAMES), `${rest} more`] : names);
}
