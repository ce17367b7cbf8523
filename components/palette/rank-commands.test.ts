import { describe, expect, it } from "vitest";
import { shortcutsFor } from "@/components/shell/shortcuts";
import { paletteCommands, timeZoneCommands, type CommandSources } from "./command";
import { MOST_SHOWN, rankCommands } from "./rank-commands";

const NAV = [
  { href: "/", label: "Executive" },
  { href: "/regions", label: "Regions" },
  { href: "/docs", label: "API docs", document: true },
];
const SOURCES: CommandSources = {
  nav: NAV,
  settings: [{ href: "/settings/ingest", label: "Ingest" }],
  regions: [
    { code: "eu-west-1", name: "EU West" },
    { code: "us-east-1", name: "US East" },
    { code: "moon/1", name: "moon/1" },
  ],
  services: ["search", "checkout", "edge gateway"],
  mayRunCycle: true,
  shortcuts: shortcutsFor(NAV),
};
const all = paletteCommands(SOURCES);
const firstFor = (query: string) => rankCommands(all, query)[0]?.commands[0];

describe("what the palette reaches", () => {
  it.each([
    ["exec", { kind: "go", href: "/" }],
    ["eu-west-1", { kind: "go", href: "/regions/eu-west-1" }],
    ["euw", { kind: "go", href: "/regions/eu-west-1" }],
    ["moon", { kind: "go", href: "/regions/moon%2F1" }],
    ["gateway", { kind: "go", href: "/services/edge%20gateway" }],
    ["checkout", { kind: "go", href: "/services/checkout" }],
    ["api", { kind: "go", href: "/docs", document: true }],
    ["ingest", { kind: "go", href: "/settings/ingest" }],
    ["sessions", { kind: "go", href: "/sessions" }],
    ["dark", { kind: "next-theme" }],
    ["utc", { kind: "choose-time-zone" }],
    ["kiosk", { kind: "tv-mode" }],
    ["cycle", { kind: "run-cycle" }],
    ["link", { kind: "copy-link" }],
    ["pdf", { kind: "print" }],
    ["shortcuts", { kind: "shortcuts" }],
    ["log out", { kind: "go", href: "/sign-out" }],
  ])("%j first finds %o", (query, deed) => {
    expect(firstFor(query)?.deed).toEqual(deed);
  });

  it("offers to run a cycle to nobody who may not", () => {
    const some = paletteCommands({ ...SOURCES, mayRunCycle: false });
    expect(some.map(({ id }) => id)).not.toContain("run-cycle");
    expect(some).toHaveLength(all.length - 1);
  });

  it("gives every entry an id of its own", () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it("shows the keys of what has some, while they are enabled", () => {
    const keys = (shortcuts: CommandSources["shortcuts"]) =>
      paletteCommands({ ...SOURCES, shortcuts }).flatMap(({ label, keys }) => (keys ? [[label, keys]] : []));
    expect(keys(SOURCES.shortcuts)).toContainEqual(["Regions", "g r"]);
    expect(keys([])).toEqual([]);
  });
});

it("shows everything in its order while nothing is typed, but no endless list", () => {
  const services = Array.from({ length: 300 }, (_, index) => `service-${index}`);
  const groups = rankCommands(paletteCommands({ ...SOURCES, services }), " ");
  expect(groups.map(({ group }) => group)).toEqual(["Pages", "Actions", "Settings", "Regions", "Services"]);
  expect(groups.at(-1)?.commands).toHaveLength(8);
  const asked = rankCommands(paletteCommands({ ...SOURCES, services }), "service");
  expect(asked.flatMap(({ commands }) => commands)).toHaveLength(MOST_SHOWN);
});

it("puts the visitor's own time zone first, then UTC, and each one once", () => {
  const zones = timeZoneCommands("Europe/Berlin", ["America/New_York", "Europe/Berlin", "UTC"]);
  expect(zones.map(({ label }) => label)).toEqual(["Europe/Berlin", "UTC", "America/New York"]);
  expect(zones[0].deed).toEqual({ kind: "time-zone", timeZone: null });
  expect(timeZoneCommands("UTC", ["Europe/Berlin"]).map(({ label }) => label)).toEqual([
    "UTC",
    "Europe/Berlin",
  ]);
});
