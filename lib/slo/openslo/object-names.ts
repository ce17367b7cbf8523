import { MAX_NAME } from "./vocabulary";

const LONGEST_SUFFIX = 5;

/** Names for OpenSLO objects: RFC 1123 labels made of what people call things, each given once. */
export class ObjectNames {
  private readonly taken = new Set<string>();

  /** A name of these parts that nobody has yet. */
  nameOf(...parts: readonly string[]): string {
    const base = label(parts.join("-"), MAX_NAME - LONGEST_SUFFIX) || "unnamed";
    let name = base;
    for (let number = 2; this.taken.has(name); number++) name = `${base}-${number}`;
    this.taken.add(name);
    return name;
  }
}

function label(text: string, length: number): string {
  const dashed = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "") // accents
    .replace(/[^a-z0-9]+/g, "-");
  return dashed.replace(/^-/, "").slice(0, length).replace(/-$/, "");
}
