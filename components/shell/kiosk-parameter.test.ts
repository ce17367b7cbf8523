import { expect, it } from "vitest";
import { isKiosk, isKioskAddress } from "./kiosk-parameter";

it.each([
  [null, false],
  ["", true],
  ["1", true],
  ["true", true],
  ["0", false],
  ["FALSE", false],
])("%j is %s", (value, on) => {
  expect(isKiosk(value)).toBe(on);
});

it.each([
  ["/", false],
  ["/?kiosk", true],
  ["/regions?from=now-1h&kiosk=1", true],
  ["/?kiosk=0", false],
  ["/kiosk", false],
])("%s: %s", (address, on) => {
  expect(isKioskAddress(address)).toBe(on);
});
