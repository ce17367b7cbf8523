import { expect, test } from "vitest";
import { isAppError } from "@/lib/platform/errors";
import { parseYaml } from "./parse-yaml";
import { MAX_YAML_BYTES } from "./yaml-cost";

const full = (text: string) => text.repeat(Math.floor(MAX_YAML_BYTES / text.length));
const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"]
  .concat(
    Array.from(
      "bcdefghi",
      (name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[index]}`).join(", ")}]`,
    ),
  )
  .join("\n");

test.each([
  ["a billion laughs", bomb, 2],
  ["one alias", "a: &a 1\nb: *a", 2],
  ["a merge of an alias", "a: &a { b: 1 }\nc:\n  <<: *a", 3],
  ["brackets in brackets", full("["), 1],
  ["brackets beside brackets", full("[]"), 1],
  ["commas", `[${full(",")}`, 1],
  ["maps in maps", full("{a: "), 1],
  ["lists in lists", full("- "), 1],
  ["keys of keys", full("? "), 1],
  ["very many keys", Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`).join("\n"), 30_001],
  ["very many documents", full("---\n"), 30_001],
  ["anchors", full("&a "), 1],
  ["tags", full("!!str "), 1],
  ["texts beside texts", full('"a" '), 1],
  ["directives", full("%a\n"), 30_001],
  ["ever deeper", Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"), 202],
  ["deeper than anything", Array.from({ length: 40 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"), 25],
  ["no YAML", "a: [1", 1],
  ["a key that is no text", "? [1, 2]\n: 3", 1],
  ["a key that is there twice", "a: 1\nb: 2\na: 3", 3],
])("%s is refused by its line, before it costs anything", (_name, text, line) => {
  const refusal = refusalOf(text);
  expect(refusal?.status).toBe(400);
  expect(refusal?.errors[0].pointer).toBe(`line ${line}`);
});

/** None of these has as many marks as are refused for their number. */
test.each([
  ["brackets", "[".repeat(3_000)],
  ["brackets that are closed", "[".repeat(2_900) + "]".repeat(2_900) + "\ny: 1"],
  ["brackets between quoted ones that only look closed", '["]", '.repeat(900)],
  ["maps", "{a: ".repeat(2_900)],
  ["brackets over lines", "[\n".repeat(3_000), 25],
  ["lists", "- ".repeat(39_000)],
  ["lists, and back out of them", "- ".repeat(39_000) + "x\ny: 1"],
  ["lists behind tabs", "-\t".repeat(39_000) + "x\ny: 1"],
  ["keys", "? ".repeat(39_000) + "x\ny: 1"],
  ["keys in brackets", `[${"? ".repeat(39_000)}`],
  ["values", "a: ".repeat(39_000)],
  ["values in brackets", `[${"a: ".repeat(39_000)}]`],
  ["anchors", "&a ".repeat(5_900)],
  ["tags in brackets", `[${"!a ".repeat(5_900)}`],
])("%s nested too deep for a stack are refused before they are parsed", (_name, text, line = 1) => {
  const refusal = refusalOf(text);
  expect(refusal?.errors[0]).toEqual({
    pointer: `line ${line}`,
    message: "is nested more than 24 levels deep",
  });
});

test("texts that look dangerous and are not", () => {
  expect(parseYaml("")).toEqual([]);
  expect(parseYaml("---\n---\n# nothing\n")).toEqual([]);
  const [node] = parseYaml("a: &unused 1\n__proto__: { b: 2 }\nconstructor:\n");
  expect(node).toMatchObject({ kind: "map", line: 1 });
  expect([...(node as Extract<typeof node, { kind: "map" }>).entries.keys()]).toEqual([
    "a",
    "__proto__",
    "constructor",
  ]);
  expect({}).not.toHaveProperty("b");
});

function refusalOf(text: string) {
  try {
    parseYaml(text);
    return null;
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}
