import { rmSync } from "node:fs";
import path from "node:path";
import { demoHistorySeam } from "@/lib/compose/demo-history";
import { InstallationModeError } from "@/lib/compose/installation-mode";
import { seedDefaults, type SeedResult } from "@/lib/compose/seed";
import { migrateDatabase } from "@/lib/db/migrate";
import { announcement } from "./announcement";
import { startChild } from "./child";
import { childEnvironment, simulatorEnvironment } from "./child-environment";
import { startDatabase } from "./database";
import { startDemoHistory } from "./demo-history";
import { readDemoKeys, writeDemoKeys, type DemoKeys } from "./demo-keys";
import { forgetFleetControl, openFleetControl } from "./fleet-control";
import { listenForInterrupts, type Interrupts } from "./interrupts";
import { limitLogs, logTail } from "./log-file";
import { writePrivateFile } from "./private-file";
import { openProcessLedger, type ProcessLedger } from "./process-ledger";
import { openSecrets } from "./secrets";
import { isSeeded, stampSeeded } from "./seed-stamp";
import { LaunchError, type LaunchSettings, type Step } from "./settings";
import { supervise, type Supervised } from "./supervise";
import { waitUntilReady, type Pending } from "./wait-until-ready";

const READY_TIMEOUT_MS = 120_000;
/** A server that dies this often before it ever answered will not answer. */
const MAX_DEATHS_AT_START = 3;
const SHOWN_LOG_LINES = 15;

const PROGRAMS = {
  server: "lib/server/main.ts",
  worker: "lib/worker/main.ts",
  simulate: "lib/simulate/main.ts",
  history: "lib/simulate/history/main.ts",
} as const;
type ProgramName = keyof typeof PROGRAMS;

/** What is up, in the order it was started; stopped from the end. */
interface Launch {
  readonly settings: LaunchSettings;
  readonly step: Step;
  readonly ledger: ProcessLedger;
  readonly interrupts: Interrupts;
  readonly up: Supervised[];
}

interface Started {
  readonly demoKeys: DemoKeys | null;
  readonly adminToken: string | null;
  /** Parts that are still catching up. */
  readonly pending: readonly string[];
}

/**
 * Runs the whole product on this machine: Postgres (unless DATABASE_URL), migrations, defaults, server, worker and, in
 * the demo, the simulated fleet; keeps them alive until a signal, then stops what it started, in order. Resolves with
 * the exit code; throws a LaunchError where it cannot start.
 */
export async function launch(settings: LaunchSettings, step: Step): Promise<number> {
  const startedMs = performance.now();
  const ledger = openProcessLedger(settings.dataDir);
  const interrupts = listenForInterrupts();
  const run: Launch = { settings, step, ledger, interrupts, up: [] };
  const stopLimiting = limitLogs(Object.keys(PROGRAMS).map((name) => logOf(settings, name)));
  try {
    const started = await startEverything(run);
    if (started === null) return 0; // interrupted meanwhile
    say(announcement({ settings, ...started, elapsedMs: performance.now() - startedMs }));
    await interrupted(interrupts.stop);
    return 0;
  } finally {
    if (run.up.length > 0) await step("Stopping", () => stopEverything(run));
    rmSync(connectionFile(settings), { force: true });
    forgetFleetControl(settings.dataDir);
    stopLimiting();
    interrupts.dispose();
  }
}

function interrupted(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener("abort", () => resolve(), { once: true });
  });
}

async function startEverything(run: Launch): Promise<Started | null> {
  const { settings, step, interrupts } = run;
  const secrets = openSecrets(settings.dataDir);
  const databaseUrl =
    settings.databaseUrl ??
    (await step("Starting Postgres", () =>
      startDatabase(settings, secrets.postgresPassword, run.ledger, say, run.up),
    ));
  writePrivateFile(connectionFile(settings), `${JSON.stringify({ databaseUrl })}\n`);
  if (interrupts.stop.aborted) return null;
  const authSecret = process.env.AUTH_SECRET || secrets.authSecret;
  const seed = () => seedDatabase(settings, databaseUrl, authSecret);
  const seeded = await step("Preparing the database", async () => {
    await migrateDatabase(databaseUrl, path.join(settings.root, "prisma/migrations"));
    return isSeeded(settings) ? null : seed();
  });
  const fleetControl = settings.demo ? await openFleetControl(settings.dataDir) : null;
  const env = childEnvironment({ settings, databaseUrl, authSecret, fleetControl, inherited: process.env });
  if (settings.role === "worker") {
    const { adminToken } = seeded ?? (await seed());
    await startProgram(run, "worker", env);
    return { demoKeys: null, adminToken, pending: [] };
  }
  const [pending, { demoKeys, adminToken }] = await step("Starting the server", async () => {
    const server = await startProgram(run, "server", env);
    return Promise.all([waitForServer(run, server), seeded ?? seed()]);
  });
  if (pending === null) return null;
  if (settings.role !== "all") return { demoKeys, adminToken, pending };
  await startProgram(run, "worker", env); // not before: on a small machine it would take the server's time
  if (demoKeys && fleetControl) {
    const simulator = simulatorEnvironment(process.env, settings.localUrl, demoKeys.ingest, fleetControl);
    const seam = process.env.DEMO_HISTORY === "0" ? null : await demoHistorySeam(databaseUrl);
    // Where its past ends the fleet goes on: the minute in which it was first started has no hole.
    const since = seam?.isNew ? { SIMULATE_SINCE_MS: String(seam.seamMs) } : {};
    await startProgram(run, "simulate", { ...simulator, ...since });
    if (seam !== null)
      await startDemoHistory({
        ...{ databaseUrl, interrupts, seamMs: seam.seamMs },
        start: (history) => startProgram(run, "history", { ...simulator, ...history }),
        stopped: (supervised) => {
          run.up.splice(run.up.indexOf(supervised), 1);
          run.ledger.forget(supervised.name);
        },
      });
  }
  return { demoKeys, adminToken, pending };
}

async function seedDatabase(
  settings: LaunchSettings,
  databaseUrl: string,
  authSecret: string,
): Promise<SeedResult> {
  const existingDemoKeys = readDemoKeys(settings.dataDir);
  const options = { demo: settings.demo, authSecret, existingDemoKeys };
  const seeded = await seedDefaults(databaseUrl, options).catch((error: unknown) => {
    if (error instanceof InstallationModeError) throw new LaunchError(error.message, { cause: error });
    throw error;
  });
  writeDemoKeys(settings.dataDir, seeded.demoKeys);
  stampSeeded(settings);
  return seeded;
}

async function startProgram(run: Launch, name: ProgramName, env: NodeJS.ProcessEnv): Promise<Supervised> {
  const { root, dev } = run.settings;
  const args = dev ? ["--import", "tsx", PROGRAMS[name]] : ["--enable-source-maps", `dist/${name}.mjs`];
  const start = () => startChild({ args, env, cwd: root, logFile: logOf(run.settings, name) });
  const supervised = await supervise({ name, start, ledger: run.ledger, say });
  run.up.push(supervised);
  return supervised;
}

/** What is still catching up once the server answers; null where the user interrupted. Throws with its log otherwise. */
async function waitForServer(run: Launch, server: Supervised): Promise<Pending> {
  const { settings, interrupts } = run;
  const giveUp = () => server.deaths() >= MAX_DEATHS_AT_START;
  const url = `${settings.localUrl}/readyz`;
  const pending = await waitUntilReady({ url, timeoutMs: READY_TIMEOUT_MS, giveUp, stop: interrupts.stop });
  if (pending !== null || interrupts.stop.aborted) return pending;
  const log = logOf(settings, "server");
  throw new LaunchError(
    `${logTail(log, SHOWN_LOG_LINES)}\nThe server did not become ready; its log is ${log}.`,
  );
}

/** Last started, first stopped: simulator, worker, server, Postgres. */
async function stopEverything(run: Launch): Promise<void> {
  for (const supervised of run.up.splice(0).reverse()) {
    await supervised.stop(run.interrupts.hurry);
    run.ledger.forget(supervised.name);
  }
  run.ledger.clear();
}

const logOf = (settings: LaunchSettings, name: string) => path.join(settings.dataDir, "logs", `${name}.log`);
const connectionFile = (settings: LaunchSettings) => path.join(settings.dataDir, "connection.json");

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
