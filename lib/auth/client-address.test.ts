import { expect, it } from "vitest";
import { clientAddress, socketClientAddress } from "./client-address";

it.each([
  [{}, true, "10.0.0.9"],
  [{ "x-forwarded-for": "" }, true, "10.0.0.9"],
  [{ "x-forwarded-for": "1.1.1.1, 2.2.2.2" }, true, "2.2.2.2"],
  [{ "x-forwarded-for": "1.1.1.1, 2.2.2.2" }, false, "10.0.0.9"],
])("headers %j, proxy trusted: %s → %s", (headers, trusted, expected) => {
  expect(socketClientAddress(headers, "10.0.0.9", trusted)).toBe(expected);
});

it("of a list only the last entry counts, which the proxy wrote", () => {
  expect(clientAddress(new Headers({ "x-forwarded-for": "1.1.1.1, 2.2.2.2" }))).toBe("2.2.2.2");
  expect(clientAddress(new Headers())).toBeNull();
});
