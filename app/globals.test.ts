import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { PAGE_COLOUR } from "./page-colour";

const css = readFileSync(path.join(import.meta.dirname, "globals.css"), "utf8");

/** Every colour that is a token, in both themes. */
const PAIRS = [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
const THEMES = {
  light: Object.fromEntries(PAIRS.map(([, name, light]) => [name, light])),
  dark: Object.fromEntries(PAIRS.map(([, name, , dark]) => [name, dark])),
};

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r, g, b] = channels.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const AA_TEXT = 4.5;
const AA_CONTROL = 3;
const TEXT = ["ink", "ink-2", "ink-3", "accent", "ok", "warn", "crit", "down", "pred"];
const TINTED = ["ok", "warn", "crit", "down", "pred"];

describe.each(["light", "dark"] as const)("contrast of the theme: %s", (name) => {
  const theme = THEMES[name];
  it.each(TEXT)("%s is readable on page, card and raised surfaces", (name) => {
    for (const surface of ["bg", "card", "raised"])
      expect(contrast(theme[name], theme[surface])).toBeGreaterThanOrEqual(AA_TEXT);
  });
  it.each(TINTED)("%s is readable on its own tint", (name) => {
    expect(contrast(theme[name], theme[`${name}-bg`])).toBeGreaterThanOrEqual(AA_TEXT);
  });
  it("keeps quiet text, buttons and the edges of controls visible", () => {
    expect(contrast(theme["ink-2"], theme["quiet-bg"])).toBeGreaterThanOrEqual(AA_TEXT);
    expect(contrast(theme["on-accent"], theme.accent)).toBeGreaterThanOrEqual(AA_TEXT);
    expect(contrast(theme["line-strong"], theme.card)).toBeGreaterThanOrEqual(AA_CONTROL);
  });
});

it("says each colour of the tokens for both themes, once", () => {
  const names = [...css.matchAll(/^ {2}--([a-z0-9-]+): .*#[0-9a-f]{3}/gm)].map(([, name]) => name);
  expect(PAIRS.map(([, name]) => name)).toEqual(names);
  expect(new Set(names).size).toBe(names.length);
});

it("surrounds the page with its own colour", () => {
  expect(PAGE_COLOUR).toEqual({ light: THEMES.light.bg, dark: THEMES.dark.bg });
});
