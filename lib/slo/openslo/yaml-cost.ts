/**
 * Parsing YAML can take seconds for a text that a person would never write: brackets in brackets, a hundred thousand keys.
 * These are about twice what our own largest export has.
 */
export const MAX_YAML_BYTES = 1_000_000;
const MAX_LINES = 30_000;
/** Of everything that ends or begins something. */
const MAX_MARKS = 80_000;
/** Flow collections, anchors, aliases, tags: OpenSLO files have few. */
const MAX_FLOW_MARKS = 6_000;
const MAX_INDENT = 200;

const MARKS = new Set(`'"#%|>\n`);
/** These are marks before a space or a line's end alone: names are full of them. */
const MARKS_BEFORE_SPACE = new Set("-?:");
const FLOW_MARKS = new Set("[]{},&*!@`");

export interface CostProblem {
  readonly line: number;
  readonly problem: string;
}

/** Why a text is not worth parsing, and from which line on; null: it is. One pass over its characters. */
export function costProblem(text: string): CostProblem | null {
  let [line, marks, flowMarks, indent, atStart] = [1, 0, 0, 0, true];
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (isMark(character, text[at + 1])) marks++;
    else if (FLOW_MARKS.has(character)) flowMarks++;
    if (character === "\n") [line, indent, atStart] = [line + 1, 0, true];
    else if (atStart && character === " ") indent++;
    else atStart = false;
    const problem = problemOf({ line, marks, flowMarks, indent });
    if (problem !== null) return { line, problem };
  }
  return null;
}

function isMark(character: string, next: string | undefined): boolean {
  if (MARKS.has(character)) return true;
  return MARKS_BEFORE_SPACE.has(character) && (next === undefined || next.trim() === "");
}

function problemOf(seen: { line: number; marks: number; flowMarks: number; indent: number }): string | null {
  if (seen.line > MAX_LINES) return `there are more than ${MAX_LINES} lines`;
  if (seen.flowMarks > MAX_FLOW_MARKS)
    return `there are more than ${MAX_FLOW_MARKS} brackets, anchors and tags`;
  if (seen.marks > MAX_MARKS) return `there are more than ${MAX_MARKS} keys and list items`;
  return seen.indent > MAX_INDENT ? `a line begins with more than ${MAX_INDENT} spaces` : null;
}
