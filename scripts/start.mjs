// `npm start`: from a fresh clone to a running system. Only Node's built-ins until `npm ci` has run.
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openDataDir } from "./start/data-dir.mjs";
import { parseFlags, requireNode, USAGE } from "./start/flags.mjs";
import { tryLock } from "./start/lock-file.mjs";
import { endOrphans } from "./start/orphans.mjs";
import { prepare } from "./start/prepare.mjs";
import { step } from "./start/progress.mjs";
import { requireDatabaseListens, requireFreePort } from "./start/reachable.mjs";
import { Refusal } from "./start/refusal.mjs";
import { endRunningCommands } from "./start/run-command.mjs";
import { readSettings } from "./start/settings.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

async function main() {
  requireNode(process.versions.node);
  const flags = parseFlags(process.argv.slice(2));
  if (flags.help) return console.log(USAGE);
  const settings = readSettings({ env: process.env, flags, root, workingDirectory: process.cwd() });
  process.chdir(root); // Next, Prisma and the packages are found from here
  openDataDir(settings.dataDir);
  const releases = [lockDataDir(settings.dataDir)];
  process.once("exit", () => releases.forEach((release) => release()));
  const stopWaiting = exitOnSignal();
  await endOrphans(settings.dataDir, { includePostgres: settings.databaseUrl !== null });
  await requireFreePort(settings.host, settings.port);
  if (settings.databaseUrl) await requireDatabaseListens(settings.databaseUrl);
  releases.push(await prepare(settings));
  const { launch } = await loadLauncher(settings.dev);
  stopWaiting(); // from here the launcher answers signals
  process.exitCode = await launch(settings, step);
}

/** One launcher per data folder. */
function lockDataDir(dataDir) {
  const lock = tryLock(path.join(dataDir, "launcher.lock"));
  if (lock.release) return lock.release;
  throw new Refusal(
    `Process ${lock.heldBy} already runs on DATA_DIR ${dataDir}: stop it, or choose another DATA_DIR.`,
  );
}

/** While installing or building there is nothing of ours to stop but the tool that runs. */
function exitOnSignal() {
  const onSignal = () => {
    endRunningCommands();
    process.exit(130);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return () => SIGNALS.forEach((signal) => process.off(signal, onSignal));
}

async function loadLauncher(dev) {
  if (!dev) return import(pathToFileURL(path.join(root, "dist/launch.mjs")).href);
  const { tsImport } = await import("tsx/esm/api");
  return tsImport(path.join(root, "lib/launch/main.ts"), import.meta.url);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Refusal ? error.message : describe(error));
  process.exit(1);
}

/** A failed tool: its name and the end of what it said. Anything else is a fault of ours: with its stack. */
function describe(error) {
  if (error?.output !== undefined) return `${error.output}\n${error.message}`;
  return error?.forUser ? error.message : (error?.stack ?? String(error));
}
