import { expect, test } from "vitest";
import type { AttentionItemContract } from "@/lib/contracts/executive-dashboard";
import { plainText } from "./format-number";
import { attentionModel, predictedCost } from "./attention-model";

const item = (change: Partial<AttentionItemContract> = {}): AttentionItemContract => ({
  ...{ kind: "objective-missed", severity: "medium", region: "eu", service: "shop", text: "Slow." },
  ...{ users_affected: 4_100_000, money_at_risk_low: 2_040, money_at_risk_high: 13_214 },
  ...{ money_method: null, prediction: null, incident: null },
  ...change,
});
const plain = (text: string) => text.replaceAll("\u2009", " ");

test("money as a range, users in short", () => {
  const { money, users } = attentionModel(item(), "USD");
  expect([money && plain(plainText(money)), users && plain(users)]).toEqual([
    "$2k–$13k /min",
    "4.10 M users",
  ]);
});

test.each<[string, Partial<AttentionItemContract>, string | undefined]>([
  ["nothing is known", { users_affected: null, money_at_risk_low: null, money_at_risk_high: null }, "USD"],
  ["the answer has no currency, and nobody is affected", { users_affected: 0 }, undefined],
])("nothing is made up: %s", (_, change, currency) => {
  expect(attentionModel(item(change), currency)).toMatchObject({ money: null, users: null });
});

test.each<[Partial<AttentionItemContract>, string]>([
  [{}, "/services/shop?region=eu"],
  [{ region: null }, "/services/shop"],
  [{ service: null }, "/regions/eu"],
  [{ service: null, region: null }, "/regions"],
  [{ incident: { id: "a/b", number: 12, predictions: [] } }, "/incidents/a%2Fb"],
])("%j leads to %s", (change, href) => expect(attentionModel(item(change), "USD").href).toBe(href));

test("what a prediction would cost, by its id; null where that is not known", () => {
  const predicted = item({
    kind: "prediction",
    prediction: { id: "p", probability: 0.6 },
    money_method: "So.",
  });
  const items = [item(), { ...predicted, money_at_risk_low: 0 }];
  const cost = predictedCost(items, "p", "USD");
  expect(cost && { ...cost, text: plain(cost.text) }).toEqual({ text: "$0–$13k /min", method: "So." });
  expect(predictedCost(items, "q", "USD")).toBeNull();
  expect(predictedCost(items, "p", undefined)).toBeNull();
  expect(predictedCost([{ ...predicted, money_method: null }], "p", "USD")).toBeNull();
  const ofIncident = { id: "r", money_at_risk_low: 0, money_at_risk_high: 5_000, money_method: "Of it." };
  const incident = { id: "i", number: 12, predictions: [ofIncident] };
  const part = predictedCost([item({ kind: "incident", incident })], "r", "USD");
  expect(part && { ...part, text: plain(part.text) }).toEqual({ text: "$0–$5k /min", method: "Of it." });
});
