import { describe, expect, test } from "vitest";
import { alertWebhookBodySchema } from "@/lib/contracts/alert-webhook";
import { alertSignals, type AlertContext } from "./alert-signals";

const NOW_MS = Date.UTC(2026, 10, 20, 12, 30);
const STARTS = "2026-11-20T12:00:00.123456789Z";
const CONTEXT: AlertContext = {
  ...{ sender: "alertmanager", services: new Set(["cart"]), demo: false, nowMs: NOW_MS },
  scope: { regionLabels: ["region", "cloud_region"], serviceLabels: ["service", "app"] },
};
const ALERT = {
  ...{ status: "firing", labels: { alertname: "Slow" }, annotations: {} },
  ...{ startsAt: STARTS, endsAt: "0001-01-01T00:00:00Z", generatorURL: "", fingerprint: "f00d" },
};

function signalOf(alert: object, of: { groupKey?: string } = {}) {
  const body = alertWebhookBodySchema.parse({ version: "4", alerts: [{ ...ALERT, ...alert }], ...of });
  return alertSignals(body, CONTEXT)[0]!;
}

test("a firing alert is a signal from its start on, whatever its end says", () => {
  const startedMs = Date.parse(STARTS);
  expect(signalOf({}, { groupKey: "{}:{}" })).toEqual({
    ...{ source: "alertmanager", subject: "f00d", key: `f00d@${startedMs}`, groupKey: "{}:{}" },
    ...{ title: "Slow", description: null, severity: "high", category: "other", labels: ALERT.labels },
    ...{ region: null, service: null, url: null, startedMs, endedMs: null, demo: false },
  });
});

test.each<[string, object, number]>([
  ["when it says", { endsAt: "2026-11-20T14:10:00+02:00" }, Date.UTC(2026, 10, 20, 12, 10)],
  ["now at the latest", { endsAt: "2026-11-20T13:00:00Z" }, NOW_MS],
  ["now where it does not say", { endsAt: "0001-01-01T00:00:00Z" }, NOW_MS],
])("a resolved one ended %s", (_name, of, endedMs) => {
  expect(signalOf({ status: "resolved", ...of })).toMatchObject({ endedMs });
});

test("one of a clock that is ahead starts now, and stays the same alert", () => {
  const startsAt = "2026-11-20T12:31:00Z";
  const later = { ...CONTEXT, nowMs: NOW_MS + 1_000 };
  const body = alertWebhookBodySchema.parse({ alerts: [{ ...ALERT, startsAt }] });
  const [first, again] = [alertSignals(body, CONTEXT)[0]!, alertSignals(body, later)[0]!];
  expect([first.startedMs, first.key]).toEqual([NOW_MS, again.key]);
});

describe("its place", () => {
  test.each<[object, string | null, string | null]>([
    [{ region: "eu", service: "cart" }, "eu", "cart"],
    [{ cloud_region: "eu", app: "shop" }, "eu", "shop"],
    [{ region: "", cloud_region: "us" }, "us", null],
    [{ job: "cart" }, null, "cart"],
    [{ job: "node" }, null, null],
    [{ service: "shop", job: "cart" }, null, "shop"],
  ])("%o", (labels, region, service) => {
    expect(signalOf({ labels })).toMatchObject({ region, service });
  });
});

test.each([
  ...[
    ["critical", "critical"],
    ["page", "critical"],
    ["P1?", "high"],
    ["Error", "high"],
    ["warning", "medium"],
  ],
  ...[
    ["low", "low"],
    ["info", "info"],
    ["", "high"],
  ],
])("severity %s is %s", (severity, expected) => {
  expect(signalOf({ labels: { severity } })).toMatchObject({ severity: expected });
});

test.each([
  ["Security", "security"],
  ["capacity", "capacity"],
  ["intrusion", "other"],
])("category %s is %s", (category, expected) => {
  expect(signalOf({ labels: { category } })).toMatchObject({ category: expected });
});

test.each<[object, string]>([
  [{ annotations: { summary: "The cart is slow", description: "Very" } }, "The cart is slow"],
  [{ labels: { alertname: "Slow", region: "eu", service: "cart" } }, "Slow: cart in eu"],
  [{ labels: { alertname: "Slow", region: "eu" } }, "Slow: eu"],
  [{ labels: {} }, "Alert"],
])("its title of %o", (of, title) => {
  expect(signalOf(of)).toMatchObject({ title });
});

test.each([
  ["https://prometheus.example/graph?g0=up", "https://prometheus.example/graph?g0=up"],
  ["javascript:alert(1)", null],
  ["/graph", null],
  [null, null],
])("its address %s is kept as %s", (generatorURL, url) => {
  expect(signalOf({ generatorURL })).toMatchObject({ url });
});

test("what is too much, or cannot be kept, is cut and the alert taken", () => {
  const many = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`l${index}`, "x".repeat(9_000)]),
  );
  const { labels, title, description } = signalOf({
    labels: many,
    annotations: { summary: `\u0000half \ud83d ${"😀".repeat(400)}`, description: "y".repeat(99_999) },
  });
  expect(Object.keys(labels)).toHaveLength(64);
  expect(Math.max(...Object.values(labels).map(({ length }) => length))).toBe(500);
  expect([title.length <= 300, title.startsWith("half"), title.endsWith("…")]).toEqual([true, true, true]);
  expect(encodeURIComponent(title)).not.toContain("%00"); // and throws on half a character
  expect(description).toHaveLength(10_000);
});

test.each<[string, object, (string | number)[]]>([
  ["a status nobody knows", { status: "pending" }, ["alerts", 0, "status"]],
  ["no fingerprint", { fingerprint: undefined }, ["alerts", 0, "fingerprint"]],
  ["a start that is no time", { startsAt: "yesterday" }, ["alerts", 0, "startsAt"]],
  ["a start in year 1", { startsAt: "0001-01-01T00:00:00Z" }, ["alerts", 0, "startsAt"]],
  ["a label that is no text", { labels: { a: 1 } }, ["alerts", 0, "labels", "a"]],
])("%s is refused by name", (_name, of, path) => {
  const parsed = alertWebhookBodySchema.safeParse({ alerts: [{ ...ALERT, ...of }] });
  expect(parsed.error?.issues[0]?.path).toEqual(path);
});
