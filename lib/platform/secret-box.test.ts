import { expect, it } from "vitest";
import { createSecretBox } from "./secret-box";

const SECRET = "x".repeat(32);
const box = createSecretBox(SECRET, "a");

it("opens what it sealed, and seals the same text differently each time", () => {
  expect(box.open(box.seal("héllo"))).toBe("héllo");
  expect(box.seal("same")).not.toBe(box.seal("same"));
});

it("refuses what was changed, or sealed for another purpose", () => {
  const sealed = box.seal("text");
  const changed = sealed.slice(0, -2) + (sealed.endsWith("AA") ? "BB" : "AA");
  expect(() => box.open(changed)).toThrow();
  expect(() => createSecretBox(SECRET, "b").open(sealed)).toThrow();
  expect(() => box.open("")).toThrow();
});
