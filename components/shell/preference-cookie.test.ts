import { expect, it } from "vitest";
import { preferenceCookie, shortcutsOf, shortcutsValue, themeOf, timeZoneOf } from "./preference-cookie";

it.each([
  [undefined, "system"],
  ["dark", "dark"],
  ["light", "light"],
  ["<script>", "system"],
])("theme of %s is %s", (value, theme) => {
  expect(themeOf(value)).toBe(theme);
});

it.each([
  [undefined, "UTC"],
  ["Europe/Berlin", "Europe/Berlin"],
  ["Europe%2FBerlin", "Europe/Berlin"],
  ["Nowhere/Land", "UTC"],
  ["%E0%A4%A", "UTC"],
])("time zone of %s is %s", (value, zone) => {
  expect(timeZoneOf(value)).toBe(zone);
});

it.each([
  [undefined, true],
  [shortcutsValue(true), true],
  [shortcutsValue(false), false],
])("single keys with %s: %s", (value, enabled) => {
  expect(shortcutsOf(value)).toBe(enabled);
});

it("stays on this site and lasts", () => {
  expect(preferenceCookie("hm-tz", "Europe/Berlin")).toBe(
    "hm-tz=Europe%2FBerlin; path=/; max-age=31536000; samesite=lax",
  );
});
