import type { Command, CommandGroup } from "./command";
import { fuzzyScore } from "./fuzzy-score";

/** More than anybody reads; a fleet may have thousands of services. */
export const MOST_SHOWN = 50;
/** Of one group while nothing is typed. */
const MOST_UNASKED = 8;

export interface RankedGroup {
  readonly group: CommandGroup;
  readonly commands: readonly Command[];
}

/** The commands that hold what was typed, the best first, in their groups; the group of the best one first. */
export function rankCommands(commands: readonly Command[], query: string): readonly RankedGroup[] {
  if (query.trim() === "") return grouped(commands, MOST_UNASKED);
  const found = commands.flatMap((command) => {
    const text = [command.label, command.detail, command.words].filter(Boolean).join(" ");
    const [label, all] = [fuzzyScore(query, command.label), fuzzyScore(query, text)];
    return label === null && all === null ? [] : [{ command, score: Math.max(label ?? 0, all ?? 0) }];
  });
  found.sort((one, other) => other.score - one.score); // stable: equals keep their order
  const best = found.slice(0, MOST_SHOWN).map(({ command }) => command);
  return grouped(best, MOST_SHOWN);
}

/** By group, in order of each group's first. */
function grouped(commands: readonly Command[], mostOfGroup: number): readonly RankedGroup[] {
  const groups = new Map<CommandGroup, Command[]>();
  for (const command of commands) {
    const group = groups.get(command.group) ?? [];
    if (group.length < mostOfGroup) group.push(command);
    groups.set(command.group, group);
  }
  return [...groups].map(([group, members]) => ({ group, commands: members }));
}
