import { expect, test } from "vitest";
import { mappingSchema, OWN_PRIORITY } from "@/lib/contracts/mapping";
import { draftFor, draftOf, EMPTY_DRAFT, ruleOfDraft, type RuleDraft } from "./rule-draft";

const DRAFT: RuleDraft = {
  ...draftFor("shop_sales_total"),
  ...{ metric: "orders", labels: "till=[0-9]+\nkind=a=b", factor: "0.5" },
  ...{ regionFrom: "label", region: "zone, area", serviceFrom: "fixed", service: "shop" },
};

test("a draft says a rule, and a stored rule gives the draft back", () => {
  const { rule, problem } = ruleOfDraft(DRAFT);
  expect(problem).toBeNull();
  expect(rule).toMatchObject({
    key: "shop_sales_total",
    priority: OWN_PRIORITY,
    match: { name: "shop_sales_total", labels: { till: "[0-9]+", kind: "a=b" } },
    targets: [{ metric: "orders", mode: "increase", factor: 0.5 }],
    region: { labels: ["zone", "area"] },
    service: { fixed: "shop" },
  });
  const updated_at = "2026-11-26T12:00:00.000Z";
  const stored = mappingSchema.parse({ ...rule, built_in: false, updated_at });
  expect(draftOf(stored)).toEqual({ ...DRAFT, updatedAt: updated_at });
});

test.each([
  ["no name", { name: "" }, "match name"],
  ["a factor that is no number", { factor: "x" }, "targets 0 factor"],
  ["a label without a name", { labels: "=x" }, "match labels"],
  ["a key with a space", { key: "a b" }, "key"],
])("%s is told, and no rule", (_name, over, field) => {
  const { rule, problem } = ruleOfDraft({ ...DRAFT, ...over });
  expect(rule).toBeNull();
  expect(problem).toContain(field);
});

test("a rule that is switched off stays so when it is edited", () => {
  const { rule } = ruleOfDraft(DRAFT);
  const off = { ...rule, enabled: false, built_in: false, updated_at: "2026-11-26T12:00:00.000Z" };
  expect(ruleOfDraft(draftOf(mappingSchema.parse(off))!).rule?.enabled).toBe(false);
});

test("what the form cannot say is not edited in it", () => {
  const { rule } = ruleOfDraft(DRAFT);
  const stored = mappingSchema.parse({ ...rule, built_in: false, updated_at: "2026-11-26T12:00:00.000Z" });
  expect(draftOf({ ...stored, match: { ...stored.match, instruments: ["gauge"] } })).toBeNull();
  expect(ruleOfDraft(EMPTY_DRAFT).rule).toBeNull();
});
