import { CST, Lexer } from "yaml";
import type { CostProblem } from "./yaml-cost";

/** Deeper than anything OpenSLO has. */
export const MAX_YAML_DEPTH = 24;
export const TOO_DEEP = `is nested more than ${MAX_YAML_DEPTH} levels deep`;

const OPENS: ReadonlySet<string | null> = new Set(["flow-map-start", "flow-seq-start"]);
const CLOSES: ReadonlySet<string | null> = new Set(["flow-map-end", "flow-seq-end"]);
/** In a row each may stand inside the one before. */
const INDICATORS: ReadonlySet<string | null> = new Set([
  "seq-item-ind",
  "explicit-key-ind",
  "map-value-ind",
  "anchor",
  "tag",
]);

/**
 * Where a text is nested deeper than may be parsed: the parser calls itself for each level, and a stack that overflows can
 * end the process. What is nested by its lines is bounded by their indentation. Nothing behind the line is looked at.
 */
export function depthProblem(text: string): CostProblem | null {
  let [line, brackets, row] = [1, 0, 0];
  for (const source of new Lexer().lex(text)) {
    const type = CST.tokenType(source);
    if (OPENS.has(type)) [brackets, row] = [brackets + 1, 0];
    else if (CLOSES.has(type)) [brackets, row] = [Math.max(0, brackets - 1), 0];
    else if (type === "comma" || (type === "newline" && brackets === 0)) row = 0;
    else if (INDICATORS.has(type)) row++;
    if (brackets > MAX_YAML_DEPTH || row > MAX_YAML_DEPTH) return { line, problem: TOO_DEEP };
    line += source.split("\n").length - 1;
  }
  return null;
}
