import { expect, it } from "vitest";
import { askedPath, withAskedQuery } from "./asked-path";

it.each([
  ["/", "/"],
  ["/?from=now-6h&to=now", "/?from=now-6h&to=now"],
  ["/regions/eu?tz=Europe%2FBerlin&_rsc=abc", "/regions/eu?tz=Europe%2FBerlin"],
  ["/?_rsc=abc", "/"],
])("%s was asked for as %s", (address, asked) => {
  expect(askedPath(new URL(address, "http://any.invalid"))).toBe(asked);
});

it.each([
  ["/", null, "/"],
  ["/", "/?from=now-6h", "/?from=now-6h"],
  ["/", "/sign-out?from=now-6h", "/"],
  ["/regions/a b", "/regions/a%20b?tz=UTC", "/regions/a b?tz=UTC"],
  ["/regions", "/regions", "/regions"],
  ["/", "/%E0%A4%A?x=1", "/"],
])("the page %s asked for as %s is gone back to as %s", (path, asked, next) => {
  expect(withAskedQuery(path, asked)).toBe(next);
});
