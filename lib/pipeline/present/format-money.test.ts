import { expect, test } from "vitest";
import { formatMoney, formatMoneyRange, plainMoneyText } from "./format-money";

test.each([
  ["thousands", formatMoney(48_512.3, "USD", "min"), "$48.5k\u2009/min", "$48,512.30 per min"],
  ["hundreds", formatMoney(812.4, "EUR", "hour"), "€812\u2009/hour", "€812.40 per hour"],
  ["cents", formatMoney(9.25, "USD"), "$9.25", "$9.25"],
  ["whole ones", formatMoney(9, "USD"), "$9", "$9.00"],
  ["none", formatMoney(0, "GBP", "min"), "£0\u2009/min", "£0.00 per min"],
  ["a currency without cents", formatMoney(1_234_567, "JPY"), "¥1.23M", "¥1,234,567"],
  [
    "a range",
    formatMoneyRange(1_200, 19_000, "USD", "min"),
    "$1.2k–$19k\u2009/min",
    "$1,200.00 per min to $19,000.00 per min",
  ],
  ["a small range", formatMoneyRange(4.02, 565.8, "USD"), "$4–$570", "$4.02 to $565.80"],
  ["a range from nothing", formatMoneyRange(0, 999.6, "JPY"), "¥0–¥1k", "¥0 to ¥1,000"],
  ["a range that reads as one", formatMoneyRange(12_301, 12_302, "USD"), "$12k", "$12,301.00 to $12,302.00"],
])("%s", (_name, value, shown, exact) => {
  // prettier-ignore
  expect([plainMoneyText(value), value.exact]).toEqual([shown, exact]);
});
