import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cruise, GATE_CONFIG, ROOT, type CruiseReport } from "./dependency-gate.fixture";
import { ALLOWED_IMPORTS, FORBIDDEN_IMPORTS, plantImports } from "./planted-imports.fixture";

interface GateConfig {
  readonly forbidden: readonly { readonly name: string; readonly severity: string }[];
}
const gate = createRequire(import.meta.url)(GATE_CONFIG) as GateConfig;
const FOLDERS = ["lib", "app", "components", "scripts"];
const CRUISE_TIMEOUT_MS = 120_000;
/** Fewer, and the gate no longer reads our TypeScript. */
const FEWEST_MODULES = 300;

describe("the gate, on planted violations", () => {
  let root: string;
  let report: CruiseReport;
  beforeAll(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), "planted-"));
    const { compilerOptions } = JSON.parse(readFileSync(path.join(ROOT, "tsconfig.json"), "utf8"));
    plantImports(root, { compilerOptions: { ...compilerOptions, plugins: [], types: [] }, include: FOLDERS });
    report = await cruise(root, FOLDERS);
  }, CRUISE_TIMEOUT_MS);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test.each(FORBIDDEN_IMPORTS)("$rule: $from → $to is caught", ({ rule, from, to }) => {
    const name = to.replace(/^(package|node):/, "").replace(/\.tsx?$/, "");
    expect(report.summary.violations).toContainEqual(
      expect.objectContaining({
        rule: { name: rule, severity: "error" },
        from,
        to: expect.stringContaining(name),
      }),
    );
  });

  test.each(ALLOWED_IMPORTS)("$from → $to is allowed", ({ from }) => {
    expect(report.modules.map(({ source }) => source)).toContain(from);
    expect(report.summary.violations.filter((violation) => violation.from === from)).toEqual([]);
  });

  test("no rule goes without a planted violation, and none only warns", () => {
    const planted = new Set(FORBIDDEN_IMPORTS.map(({ rule }) => rule));
    expect([...planted].sort()).toEqual(gate.forbidden.map(({ name }) => name).sort());
    expect(gate.forbidden.filter(({ severity }) => severity !== "error")).toEqual([]);
  });
});

test(
  "the gate reads every source file there is",
  async () => {
    const files = FOLDERS.flatMap(sourceFiles);
    const read = new Set((await cruise(ROOT, FOLDERS)).modules.map(({ source }) => source));
    expect(files.filter((file) => !read.has(file))).toEqual([]);
    expect(read.size).toBeGreaterThan(FEWEST_MODULES);
  },
  CRUISE_TIMEOUT_MS,
);

function sourceFiles(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file.split(path.sep).join("/")}`)
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && !/\.d\.[cm]?ts$|^lib\/db\/generated\//.test(file));
}
