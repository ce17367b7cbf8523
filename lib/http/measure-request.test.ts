import { expect, it } from "vitest";
import { routePath } from "./measure-request";

it.each([
  ["/a/keys/42", { id: "42" }, "/a/keys/{id}"],
  ["/a/keys/x%20y", { id: "x y" }, "/a/keys/{id}"],
  ["/a/metrics/global", {}, "/a/metrics/global"],
  ["/a/metrics/global", undefined, "/a/metrics/global"],
])("%s is labelled %s", (pathname, params, route) => {
  expect(routePath(pathname, params)).toBe(route);
});
