import { expect, test } from "vitest";
import { sourceBodySchema } from "@/lib/contracts/source";
import { METRIC_NAMES } from "@/lib/domain/metric";
import { DEFAULT_EXPRESSIONS } from "@/lib/domain/source-expressions";
import { draftBody } from "./source-draft";

/** The form as it opens, with some fields changed. */
function form(changed: Readonly<Record<string, string>> = {}): FormData {
  const filled = new FormData();
  const fields = {
    name: "mimir",
    url: "https://mimir.example",
    region_label: "region",
    service_label: "service",
  };
  const numbers = { scrape_interval_seconds: "15", delay_seconds: "10", latency_unit: "s", region: " " };
  const expressions = METRIC_NAMES.flatMap((metric) => [
    [`${metric}.query`, DEFAULT_EXPRESSIONS[metric].query.replaceAll("\n", "\r\n")],
    [`${metric}.companion`, DEFAULT_EXPRESSIONS[metric].companion ?? ""],
  ]);
  for (const [name, value] of Object.entries({
    ...fields,
    ...numbers,
    ...Object.fromEntries(expressions),
    ...changed,
  }))
    filled.set(name, String(value));
  return filled;
}
const parse = (draft: FormData) => sourceBodySchema.parse(draftBody(draft, [], true));

test("an untouched form says nothing but the defaults", () => {
  expect(parse(form())).toEqual(sourceBodySchema.parse({ name: "mimir", url: "https://mimir.example" }));
});

test("what was changed is sent; an empty expression is not asked", () => {
  const changed = form({ "requests.query": " mine ", "cpu.query": "", "memory.companion": "" });
  expect(parse(changed).expressions).toEqual({
    requests: { query: "mine", companion: null },
    cpu: null,
    memory: { query: DEFAULT_EXPRESSIONS.memory.query, companion: null },
  });
});

test("a stored header that is left alone keeps its value, a typed one is replaced, a nameless one is dropped", () => {
  const headers = [
    { name: "a", value: "", stored: true },
    { name: "b", value: "new", stored: true },
    { name: "c", value: "", stored: false },
    { name: " ", value: "lost", stored: false },
  ];
  expect(draftBody(form(), headers, true)).toMatchObject({ headers: { a: null, b: "new", c: "" } });
});
