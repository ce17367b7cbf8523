import { expect, it } from "vitest";
import { requestsASecond } from "./requests-a-second";

it.each([
  [0, "0 requests a second"],
  [0.25, "0.25 requests a second"],
  [120, "120 requests a second"],
  [1_570_000, "1.57 M requests a second"],
])("%d", (perSecond, text) => {
  expect(requestsASecond(perSecond).replace("\u2009", " ")).toBe(text);
});
