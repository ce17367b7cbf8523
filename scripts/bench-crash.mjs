// `npm run bench:crash -- [--kills 100] [--postgres-kills 20] [--power-cuts 50] [--servers 400]`: the load generator sends half of
// everything twice while ingest or Postgres is killed at random moments, or the disk loses what was not synced; then every
// window is compared with the generator's own truth.
import { readFileSync, rmSync, mkdtempSync } from "node:fs";
import path from "node:path";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { copyKit, KitMissing } from "./bench/kit.mjs";
import { differencesFromTruth } from "./bench/crash-truth.mjs";
import { runCrashes } from "./bench/crash-run.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    "postgres-kills": { type: "string", default: "20" },
    "power-cuts": { type: "string", default: "50" },
    servers: { type: "string", default: "400" },
    seed: { type: "string", default: "1" },
  },
});
const KINDS = [
  ["kill -9 of ingest", "ingest", Number(values.kills)],
  ["kill -9 of Postgres", "postgres", Number(values["postgres-kills"])],
  ["power cut, unsynced bytes and names lost", "power", Number(values["power-cuts"])],
];

async function main() {
  const kit = await copyKit(root, "ingest");
  const folder = mkdtempSync(path.join(tmpdir(), "hm-bench-crash-"));
  const rows = [];
  try {
    for (const [name, victim, crashes] of KINDS.filter(([, , count]) => count > 0)) {
      const into = path.join(folder, victim);
      const run = await runCrashes({
        root,
        kit,
        folder: into,
        victim,
        crashes,
        servers: Number(values.servers),
        seed: Number(values.seed),
      });
      const truth = JSON.parse(readFileSync(run.truthFile, "utf8"));
      const { compared, wrong, worst } = differencesFromTruth(truth, run.stored);
      rows.push({ name, ...run, compared, wrong: wrong.length, worst });
      for (const line of wrong.slice(0, 10)) console.error(line);
      rmSync(into, { recursive: true, force: true });
    }
  } finally {
    kit.remove();
    rmSync(folder, { recursive: true, force: true });
  }
  report(rows);
  return rows.every(({ wrong }) => wrong === 0);
}

function report(rows) {
  console.log("| crash | times | requests acknowledged | sent again | replayed from the log | figures compared | wrong | worst relative difference of a sum |"); // prettier-ignore
  console.log(`|${" --- |".repeat(8)}`);
  for (const row of rows)
    console.log(`| ${row.name} | ${row.crashed} | ${row.acknowledged} | ${row.again} | ${row.replayed} | ${row.compared} | ${row.wrong} | ${row.worst.toExponential(1)} |`); // prettier-ignore
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof KitMissing ? 2 : 1);
}
