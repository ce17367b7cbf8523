import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Node } from "yaml";
import { AppError } from "@/lib/platform/errors";
import { costProblem } from "./yaml-cost";
import { depthProblem, MAX_YAML_DEPTH, TOO_DEEP } from "./yaml-depth";

export type YamlNode =
  | { readonly kind: "map"; readonly line: number; readonly entries: ReadonlyMap<string, YamlNode> }
  | { readonly kind: "list"; readonly line: number; readonly items: readonly YamlNode[] }
  | { readonly kind: "scalar"; readonly line: number; readonly value: unknown };

/**
 * The documents of a YAML stream, with the line of everything in them. What could cost more than it says is refused before
 * it is parsed, and aliases are never followed.
 * @throws AppError bad-request that names the line
 */
export function parseYaml(text: string): YamlNode[] {
  const tooMuch = costProblem(text) ?? depthProblem(text);
  if (tooMuch !== null) throw refused(tooMuch.line, tooMuch.problem);
  const lines = new LineCounter();
  // Duplicate keys are looked for below: the parser compares each key with every other.
  const options = { lineCounter: lines, uniqueKeys: false, prettyErrors: false, logLevel: "silent" } as const;
  const parsed = parseAllDocuments(text, options);
  const documents = Array.isArray(parsed) ? parsed : [];
  const tree = new Tree((offset) => lines.linePos(offset).line);
  return documents.flatMap((document) => {
    const [fault] = document.errors;
    if (fault) throw refused(lines.linePos(fault.pos[0]).line, firstLine(fault.message));
    const { contents } = document;
    const isEmpty = contents === null || (isScalar(contents) && contents.value === null);
    return isEmpty ? [] : [tree.read(contents, 0)];
  });
}

class Tree {
  constructor(private readonly lineAt: (offset: number) => number) {}

  /** @param line of the key that it stands behind; else its own */
  read(node: Node, depth: number, line = this.lineOf(node)): YamlNode {
    if (depth > MAX_YAML_DEPTH) throw refused(line, TOO_DEEP);
    if (isScalar(node)) return { kind: "scalar", line, value: node.value };
    if (isSeq<Node>(node))
      return { kind: "list", line, items: node.items.map((item) => this.read(item, depth + 1)) };
    if (isMap<Node, Node | null>(node))
      return { kind: "map", line, entries: this.entries(node.items, depth) };
    throw refused(line, "an alias (*) is not followed; write out what it stands for");
  }

  private entries(
    pairs: readonly { readonly key: Node; readonly value: Node | null }[],
    depth: number,
  ): ReadonlyMap<string, YamlNode> {
    const entries = new Map<string, YamlNode>();
    for (const { key, value } of pairs) {
      const line = this.lineOf(key);
      if (!isScalar(key) || typeof key.value !== "string") throw refused(line, "a key must be a plain text");
      if (entries.has(key.value)) throw refused(line, `the key ${JSON.stringify(key.value)} is there twice`);
      const empty: YamlNode = { kind: "scalar", line, value: null };
      entries.set(key.value, value === null ? empty : this.read(value, depth + 1, line));
    }
    return entries;
  }

  private lineOf(node: Node): number {
    return this.lineAt(node.range?.[0] ?? 0);
  }
}

function refused(line: number, problem: string): AppError {
  const errors = [{ pointer: `line ${line}`, message: problem }];
  return new AppError("bad-request", `Line ${line}: ${problem}.`, { errors });
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/\.$/, "");
}
