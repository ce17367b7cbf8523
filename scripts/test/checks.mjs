import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { buildAll } from "../start/build.mjs";
import { packageProgram } from "../start/package-program.mjs";
import { buildLock } from "../start/prepare.mjs";
import { runStep } from "./run-step.mjs";
import { tallyCheck, tallyPlaywright, tallyVitest } from "./tally.mjs";

/** `context`: `{ root, testDir, env, mayLackDebian }`. Every check resolves with a tally (tally.mjs). */
const run = (context, title, name, args, { command, env = {} } = {}) =>
  runStep(title, process.execPath, [packageProgram(context.root, name, command), ...args], {
    cwd: context.root,
    env: { ...context.env, ...env },
  });

async function check(context, title, name, args, options) {
  return tallyCheck(title, await run(context, title, name, args, options));
}

/** Next writes the declarations that `tsc` wants (its own, and one for style sheets) on a fresh clone. */
async function types(context) {
  const typegen = await run(context, "types: next typegen", "next", ["typegen"]);
  const tsc = await run(context, "types: tsc", "typescript", ["--noEmit"], { command: "tsc" });
  return tallyCheck("types", typegen || tsc);
}

async function vitest(context, project) {
  const report = reportFile(context, project);
  const args = [
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const exitCode = await run(context, `${project} tests`, "vitest", args);
  return tallyVitest(readReport(report), { exitCode, mayLackDebian: context.mayLackDebian });
}

async function build(context) {
  console.log("\n── build");
  const lock = await buildLock(context.root);
  try {
    await buildAll(context.root);
    return tallyCheck("build", 0);
  } catch (error) {
    console.error(error.output ?? "", error.message);
    return tallyCheck("build", 1);
  } finally {
    lock.release();
  }
}

async function playwright(context) {
  const report = reportFile(context, "e2e");
  const exitCode = await run(context, "browser tests", "@playwright/test", ["test", "--reporter=list,json"], {
    command: "playwright",
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  return tallyPlaywright(readReport(report), { exitCode, mayLackDebian: context.mayLackDebian });
}

function reportFile(context, name) {
  const file = path.join(context.testDir, "reports", `${name}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true }); // the last run's must not be counted for this one
  return file;
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

const GATE = ["--config", ".dependency-cruiser.cjs", "app", "components", "lib"];

/** The checks of each part, in the order they run. */
export const CHECKS = {
  static: [
    (context) => check(context, "format (prettier)", "prettier", ["--check", "."]),
    (context) => check(context, "lint (eslint)", "eslint", ["."]),
    types,
    (context) =>
      check(context, "architecture (dependency-cruiser)", "dependency-cruiser", GATE, {
        command: "depcruise",
      }),
    (context) => check(context, "dead code (knip)", "knip", []),
  ],
  unit: [(context) => vitest(context, "unit")],
  db: [(context) => vitest(context, "db")],
  e2e: [build, playwright],
};
