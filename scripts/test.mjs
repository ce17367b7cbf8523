// `npm test`: installs what it needs, runs every check, ends with `N passed, N failed`. Built-ins only until `npm ci`.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { generateClient } from "./start/build.mjs";
import { requireNode } from "./start/flags.mjs";
import { installPackages } from "./start/install.mjs";
import { buildLock } from "./start/prepare.mjs";
import { step } from "./start/progress.mjs";
import { Refusal } from "./start/refusal.mjs";
import { endRunningCommands } from "./start/run-command.mjs";
import { CHECKS } from "./test/checks.mjs";
import { provideChromium } from "./test/chromium.mjs";
import { parseOptions } from "./test/options.mjs";
import { providePeers } from "./test/peers.mjs";
import { endCurrentStep } from "./test/run-step.mjs";
import { addTallies, DEBIAN_TAG, tallyCheck } from "./test/tally.mjs";
import { startTestPostgres } from "./test/test-postgres.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const testDir = path.join(root, ".test");
const ENDING = new AbortController();
/** A developer's own settings must not reach the tests. */
const NOT_INHERITED =
  /^(PORT|HOST|DATA_DIR|DATABASE_URL|PUBLIC_URL|AUTH_SECRET|TRUST_PROXY|INGEST_.*|SIMULATE_.*|HM_.*|NODE_ENV)$/;

async function main() {
  requireNode(process.versions.node);
  const { parts } = parseOptions(process.argv.slice(2));
  process.chdir(root);
  await install();
  const context = { root, testDir, env: inheritedEnv(), mayLackDebian: false };
  const tallies = await provide(context, parts);
  const postgres = parts.includes("db") || parts.includes("e2e") ? await testPostgres() : null;
  if (postgres) context.env.HM_TEST_POSTGRES = postgres.url;
  try {
    for (const part of parts)
      for (const check of CHECKS[part]) if (!ENDING.signal.aborted) tallies.push(await check(context));
  } finally {
    await postgres?.stop();
  }
  if (!ENDING.signal.aborted) report(addTallies(tallies));
}

async function install() {
  const lock = await buildLock(root);
  try {
    await installPackages(root);
    await generateClient(root);
  } finally {
    lock.release();
  }
}

const testPostgres = () => step("Starting a Postgres for the tests", () => startTestPostgres(root, testDir));

function inheritedEnv() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_INHERITED.test(name)));
}

/** The browser and the real senders. What cannot be had is a failure here, and the tests that need it fail too. */
async function provide(context, parts) {
  const tallies = [];
  const attempt = async (title, work) => {
    try {
      await work();
    } catch (error) {
      console.error(error.output ?? "", error.message);
      tallies.push(tallyCheck(title, 1));
    }
  };
  if (parts.includes("e2e"))
    await attempt("installing a browser", async () => {
      const chromium = await provideChromium(root);
      if (chromium) context.env.CHROMIUM_PATH = chromium;
    });
  if (parts.includes("db") || parts.includes("e2e"))
    await attempt("fetching Prometheus, Alertmanager and node_exporter", async () => {
      const peers = await providePeers(path.join(testDir, "peers"));
      if (peers) context.env.HM_PEERS_DIR = peers;
      context.mayLackDebian = peers === null && !process.env.CI;
    });
  return tallies;
}

function report(total) {
  console.log("");
  for (const name of total.failures) console.log(`failed: ${name}`);
  for (const name of total.notRun) console.log(`not run: ${name} (needs Debian's packages: ${DEBIAN_TAG})`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => {
    ENDING.abort();
    process.exitCode = 130;
    endRunningCommands();
    endCurrentStep();
  });

try {
  await main();
} catch (error) {
  if (error instanceof Refusal) console.error(error.message);
  else if (!ENDING.signal.aborted)
    console.error(error?.output ?? "", error?.output ? error.message : error?.stack);
  process.exitCode ||= 1;
}
