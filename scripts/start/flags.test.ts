import { readFileSync } from "node:fs";
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

test.each(["20.19.0", "20.20.2", "22.12.0", "24.0.0", "25.1.0", "30.1.0"])("Node %s will do", (version) => {
  expect(() => requireNode(version)).not.toThrow();
});

test.each(["20.18.9", "18.20.4", "9.99.0", "21.7.0", "22.11.0", "23.11.0"])(
  "Node %s is refused in one sentence",
  (version) => {
    expect(() => requireNode(version)).toThrow(
      `Node ^20.19 || ^22.12 || >=24 is needed, this is ${version}.`,
    );
  },
);

test("package.json asks for the same range", () => {
  const { engines } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(() => requireNode("0.0.0")).toThrow(`Node ${engines.node} is needed`);
});
