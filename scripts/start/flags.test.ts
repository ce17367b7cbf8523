import { expect, test } from "vitest";
import { parseFlags, requireNode } from "./flags.mjs";

test.each([
  [[], { demo: true, dev: false, help: false }],
  [["--no-demo"], { demo: false, dev: false, help: false }],
  [["--dev", "--no-demo"], { demo: false, dev: true, help: false }],
  [["-h"], { demo: true, dev: false, help: true }],
])("flags %j", (args, expected) => {
  expect(parseFlags(args)).toEqual(expected);
});

test("an unknown argument is named in the refusal", () => {
  expect(() => parseFlags(["--no-dem"])).toThrow(/^Unknown option --no-dem: .*\.$/);
});

test.each(["20.15.0", "20.20.2", "22.0.0", "30.1.0"])("Node %s will do", (version) => {
  expect(() => requireNode(version)).not.toThrow();
});

test.each(["20.14.9", "18.20.4", "9.99.0"])("Node %s is refused in one sentence", (version) => {
  expect(() => requireNode(version)).toThrow(`Node 20.15 or newer is needed, this is ${version}.`);
});
