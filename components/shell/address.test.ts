import { expect, it } from "vitest";
import { withParameter } from "./address";

it.each([
  ["/", "", "kiosk", "1", "/?kiosk=1"],
  ["/", "?kiosk", "kiosk", null, "/"],
  ["/regions", "?from=now-1h&kiosk=1&tz=UTC", "kiosk", null, "/regions?from=now-1h&tz=UTC"],
  ["/regions", "?tz=UTC&from=now-1h", "tz", "Europe/Berlin", "/regions?from=now-1h&tz=Europe%2FBerlin"],
])("%s with %j: %s is %j", (path, search, name, value, address) => {
  expect(withParameter(path, search, name, value)).toBe(address);
});
