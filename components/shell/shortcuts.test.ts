import { expect, it } from "vitest";
import { keysFor, shortcutsFor } from "./shortcuts";

const NAV = [
  { href: "/", label: "Executive" },
  { href: "/regions", label: "Regions" },
  { href: "/elsewhere", label: "Elsewhere" },
];

it("leads to the pages that are open to somebody, and to no other", () => {
  const pages = shortcutsFor(NAV).filter(({ deed }) => deed.kind === "go");
  expect(pages.map(({ keys, label }) => [keys, label])).toEqual([
    ["g e", "Go to Executive"],
    ["g r", "Go to Regions"],
  ]);
});

it("gives each shortcut keys of its own, of which none begins another", () => {
  const all = shortcutsFor([
    { href: "/", label: "" },
    { href: "/operations", label: "" },
    { href: "/regions", label: "" },
    { href: "/services", label: "" },
    { href: "/predictions", label: "" },
    { href: "/capacity", label: "" },
    { href: "/settings/ingest", label: "" },
    { href: "/docs", label: "" },
  ]).map(({ keys }) => keys);
  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((keys) => all.some((other) => other.startsWith(`${keys} `)))).toEqual([]);
});

it("knows the keys of a deed", () => {
  const shortcuts = shortcutsFor(NAV);
  expect(keysFor({ kind: "next-theme" }, shortcuts)).toBe("t");
  expect(keysFor({ kind: "go", href: "/regions" }, shortcuts)).toBe("g r");
  expect(keysFor({ kind: "go", href: "/elsewhere" }, shortcuts)).toBeUndefined();
  expect(keysFor({ kind: "print" }, shortcuts)).toBeUndefined();
});
