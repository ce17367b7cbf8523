import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { otherInstances } from "./instances.mjs";
import { packageProgram } from "./package-program.mjs";
import { step } from "./progress.mjs";
import { Refusal } from "./refusal.mjs";
import { runCommand } from "./run-command.mjs";
import { hashFiles, sourceFiles } from "./source-hash.mjs";

/** What runs outside Next: dist/<name>.mjs from its TypeScript entry. */
export const BUNDLES = {
  server: "lib/server/main.ts",
  worker: "lib/worker/main.ts",
  simulate: "lib/simulate/main.ts",
  history: "lib/simulate/history/main.ts",
  launch: "lib/launch/main.ts",
  keys: "lib/compose/keys-cli.ts",
  people: "lib/compose/people-cli.ts",
  backfill: "lib/compose/backfill-cli.ts",
  "simulate-cli": "lib/simulate/simulate-cli.ts",
};
/** Change when the build's own steps change. */
const BUILD_VERSION = "1";
const PRISMA_INPUTS = ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"];
const toolEnv = { CHECKPOINT_DISABLE: "1", NEXT_TELEMETRY_DISABLED: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };

/** Prisma's client, generated where the schema changed since. Both the build and the development server need it. */
export async function generateClient(root) {
  const stored = path.join(root, "lib/db/generated/.hm-hash");
  const hash = hashFiles(root, PRISMA_INPUTS);
  if (readIfThere(stored) === hash) return;
  await step("Generating the database client", async () => {
    await runCommand(process.execPath, [packageProgram(root, "prisma"), "generate"], {
      cwd: root,
      env: { ...process.env, ...toolEnv },
      name: "prisma generate",
    });
    writeFileSync(stored, hash);
  });
}

/**
 * Builds the pages and the bundles, where the sources changed since the last complete build. `.build-hash` goes first
 * and comes back last, so an interrupted build is never taken for a whole one. A build in place would take the pages'
 * files from under another instance that serves them: with one running, a changed tree is refused.
 */
export async function buildAll(root) {
  const stored = path.join(root, "dist/.build-hash");
  const hash = hashFiles(root, sourceFiles(root), BUILD_VERSION);
  if (readIfThere(stored) === hash && isComplete(root)) return;
  const other = otherInstances(root).find((instance) => !instance.dev);
  if (other)
    throw new Refusal(
      `The sources changed while process ${other.pid} runs from this folder: stop that first.`,
    );
  rmSync(stored, { force: true });
  await generateClient(root);
  await step("Building the pages", () =>
    runCommand(process.execPath, [packageProgram(root, "next"), "build"], {
      cwd: root,
      env: { ...process.env, ...toolEnv, NODE_ENV: "production" },
      name: "next build",
    }),
  );
  await step("Bundling the server, the worker and the launcher", () => bundle(root));
  writeFileSync(stored, hash);
}

/** Writes beside and renames, so that dist/ never holds a half file. */
async function bundle(root) {
  const { build } = await import("esbuild");
  const target = path.join(root, "dist");
  const fresh = path.join(target, ".new");
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: Object.entries(BUNDLES).map(([out, entry]) => ({ in: entry, out })),
    outdir: fresh,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: true,
    logLevel: "error",
  });
  for (const name of readdirSync(fresh)) renameSync(path.join(fresh, name), path.join(target, name));
  rmSync(fresh, { recursive: true });
}

function isComplete(root) {
  const bundles = Object.keys(BUNDLES).map((name) => `dist/${name}.mjs`);
  return [".next/BUILD_ID", ...bundles].every((file) => existsSync(path.join(root, file)));
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
