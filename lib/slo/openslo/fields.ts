import type { Findings } from "./findings";
import type { YamlNode } from "./parse-yaml";

type YamlMap = Extract<YamlNode, { kind: "map" }>;

/**
 * The fields of one object, read one by one; what was not asked for by the end is not understood. Reading says what is
 * wrong with a value and answers null.
 */
export class Fields {
  private readonly read = new Set<string>();

  private constructor(
    private readonly map: YamlMap,
    readonly where: string,
    private readonly findings: Findings,
  ) {}

  /** null, and a finding, where it is no object. */
  static of(node: YamlNode, where: string, findings: Findings): Fields | null {
    if (node.kind === "map") return new Fields(node, where, findings);
    findings.refuse(node.line, where, "must be an object");
    return null;
  }

  get line(): number {
    return this.map.line;
  }

  has(key: string): boolean {
    return this.map.entries.has(key);
  }

  /** Whatever is there. */
  node(key: string): YamlNode | null {
    this.read.add(key);
    return this.map.entries.get(key) ?? null;
  }

  /** null where it is absent. */
  object(key: string): Fields | null {
    const node = this.node(key);
    return node && Fields.of(node, this.pathOf(key), this.findings);
  }

  /** Empty where it is absent. */
  list(key: string): readonly YamlNode[] {
    const node = this.node(key);
    if (node === null || isNull(node)) return [];
    if (node.kind === "list") return node.items;
    this.findings.refuse(node.line, this.pathOf(key), "must be a list");
    return [];
  }

  text(key: string): string | null {
    return this.scalar(key, "a text", (value) => (typeof value === "string" ? value : null));
  }

  /** Of what must be there. */
  requiredText(key: string): string | null {
    if (!this.has(key)) this.refuse(key, "is missing");
    return this.text(key);
  }

  number(key: string): number | null {
    return this.scalar(key, "a number", (value) => (typeof value === "number" ? value : null));
  }

  truth(key: string): boolean | null {
    return this.scalar(key, "true or false", (value) => (typeof value === "boolean" ? value : null));
  }

  refuse(key: string, problem: string): void {
    this.findings.refuse(this.lineOf(key), this.pathOf(key), problem);
  }

  /** Refuses the object itself. */
  refuseAll(problem: string): void {
    this.findings.refuse(this.line, this.where, problem);
  }

  /** Takes note of fields that have no effect here. */
  ignore(key: string, problem: string): void {
    const node = this.node(key);
    if (node !== null && !isEmpty(node)) this.findings.ignore(node.line, this.pathOf(key), problem);
  }

  /** Refuses the fields that nobody asked for: a misspelt one must not be as good as absent. */
  done(): void {
    for (const [key, { line }] of this.map.entries)
      if (!this.read.has(key)) this.findings.refuse(line, this.pathOf(key), "is not understood");
  }

  pathOf(key: string): string {
    return this.where.endsWith(":") ? `${this.where} ${key}` : `${this.where}.${key}`;
  }

  private lineOf(key: string): number {
    return this.map.entries.get(key)?.line ?? this.line;
  }

  private scalar<T>(key: string, what: string, of: (value: unknown) => T | null): T | null {
    const node = this.node(key);
    if (node === null || isNull(node)) return null;
    const value = node.kind === "scalar" ? of(node.value) : null;
    if (value === null) this.findings.refuse(node.line, this.pathOf(key), `must be ${what}`);
    return value;
  }
}

export function isNull(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

function isEmpty(node: YamlNode): boolean {
  if (node.kind === "scalar") return node.value === null || node.value === "";
  return (node.kind === "list" ? node.items.length : node.entries.size) === 0;
}
