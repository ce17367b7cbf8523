import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashFiles, sourceFiles } from "./source-hash.mjs";

let root: string;
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};
const hash = () => hashFiles(root, sourceFiles(root));

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "source-hash-"));
  write("app/page.tsx", "a");
  write("lib/x.ts", "b");
  write("package-lock.json", "{}");
  write("tsconfig.json", '{ "compilerOptions": { "strict": true }, "include": [] }');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test.each([
  ["a changed source", "lib/x.ts", "c"],
  ["a new file", "components/new.tsx", ""],
  ["the lock file", "package-lock.json", '{"a":1}'],
  ["a compiler option", "tsconfig.json", '{ "compilerOptions": { "strict": false } }'],
  ["a root module", "proxy.ts", ""],
])("%s asks for a build", (_what, file, text) => {
  const before = hash();
  write(file, text);
  expect(hash()).not.toBe(before);
});

test.each([
  ["a test", "lib/x.test.ts", "c"],
  ["the generated client", "lib/db/generated/client.ts", "c"],
  [
    "what Next writes into tsconfig.json",
    "tsconfig.json",
    '{"compilerOptions":{"strict":true},"include":["y"]}',
  ],
  ["the tests' configuration", "vitest.config.mts", "c"],
  ["documents", "docs/methods.md", "c"],
])("%s does not", (_what, file, text) => {
  const before = hash();
  write(file, text);
  expect(hash()).toBe(before);
});

test("moving text from one file to the next is a change", () => {
  write("lib/x.ts", "ab");
  write("lib/y.ts", "c");
  const before = hash();
  write("lib/x.ts", "a");
  write("lib/y.ts", "bc");
  expect(hash()).not.toBe(before);
});
