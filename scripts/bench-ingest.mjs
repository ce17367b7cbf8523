// `npm run bench:ingest -- [--servers 10000] [--steps 20] [--rounds 2] [--only ours,victoria-metrics,prometheus]`: CPU and
// memory of taking the same wire file, beside the peers. `--live` sends each step when it is due and reports the lag.
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { copyKit, KitMissing, limitsFor, runLoadgen, SCRAPE_MS, SERIES_PER_SERVER } from "./bench/kit.mjs";
import { receivers } from "./bench/receivers.mjs";
import { runLive } from "./bench/live-run.mjs";
import { unmappedSeries } from "./bench/ingest-check.mjs";
import { providePeers } from "./test/peers.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const IDLE_MS = 10_000;
const MILLION = 1e6;
const MEBIBYTE = 1024 * 1024;
const PEER_OF_RATIOS = "victoria-metrics";

const { values } = parseArgs({
  options: {
    servers: { type: "string", default: "10000" },
    steps: { type: "string", default: "20" },
    rounds: { type: "string", default: "2" },
    seed: { type: "string", default: "1" },
    senders: { type: "string", default: "8" },
    only: { type: "string" },
    live: { type: "boolean", default: false },
    "cpu-prof": { type: "string" },
    "max-seconds": { type: "string", default: "1800" },
  },
});
const servers = Number(values.servers);
const steps = Number(values.steps);
const series = servers * SERIES_PER_SERVER;

async function main() {
  const kit = await copyKit(root, "ingest");
  const folder = mkdtempSync(path.join(tmpdir(), "hm-bench-ingest-"));
  try {
    const peersFolder = process.env.HM_PEERS_DIR || (await providePeers(path.join(root, ".test/peers")));
    if (peersFolder === null) throw new Error("The peers are Debian's packages: there is no apt here.");
    const wanted = values.only?.split(",");
    const all = receivers(root, peersFolder, { env: limitsFor(servers), nodeArgs: profileArgs() });
    const chosen = all.filter(({ name }) => !wanted || wanted.includes(name));
    if (values.live)
      return await runLive({ kit, folder, receiver: all[0], servers, steps, senders: values.senders });
    await compare(kit, folder, chosen);
  } finally {
    kit.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

function profileArgs() {
  const into = values["cpu-prof"];
  return into ? ["--cpu-prof", `--cpu-prof-dir=${path.resolve(into)}`] : [];
}

async function compare(kit, folder, chosen) {
  const wire = path.join(folder, "wire");
  const startMs = Math.floor(Date.now() / SCRAPE_MS) * SCRAPE_MS - (steps - 1) * SCRAPE_MS;
  const encode = { servers, steps, seed: values.seed, out: wire, "start-ms": startMs };
  const { samples } = await runLoadgen(kit, encode);
  console.log(`${servers} servers, ${series} series, ${steps} steps, ${samples} samples`);
  const runs = [];
  for (let round = 1; round <= Number(values.rounds); round++)
    for (const receiver of chosen) {
      const run = await measure(kit, wire, receiver, path.join(folder, `${receiver.name}-${round}`));
      runs.push({ name: receiver.name, round, ...run });
      console.log(JSON.stringify(runs.at(-1)));
    }
  report(runs);
}

async function measure(kit, wire, receiver, folder) {
  const running = await receiver.start(folder);
  try {
    const before = running.cpuSeconds();
    const cold = await send(kit, wire, running, 0, 1);
    const between = running.cpuSeconds();
    const partsBetween = running.parts();
    const warm = await send(kit, wire, running, 1, steps);
    await sleep(IDLE_MS);
    const after = running.cpuSeconds();
    const residentMib = running.residentBytes() / MEBIBYTE;
    const perMillion = (cpu, accepted) => (cpu * MILLION) / accepted;
    if (running.system) await refuseUnmapped(running.system.databaseUrl);
    return {
      cold: perMillion(between - before, cold.accepted_samples),
      warm: perMillion(after - between, warm.accepted_samples),
      all: perMillion(after - before, cold.accepted_samples + warm.accepted_samples),
      residentMib,
      samplesPerSecond: warm.samples_per_s,
      parts: partsOf(partsBetween, running.parts(), warm.accepted_samples),
    };
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function partsOf(before, after, samples) {
  if (!after) return undefined;
  const entries = Object.keys(after).map((name) => [
    name,
    {
      warm: ((after[name].cpu - before[name].cpu) * MILLION) / samples,
      residentMib: after[name].bytes / MEBIBYTE,
    },
  ]);
  return Object.fromEntries(entries);
}

async function send(kit, wire, running, from, to) {
  const options = {
    url: running.url,
    in: wire,
    servers,
    steps,
    senders: values.senders,
    "from-step": from,
    "to-step": to,
    "max-seconds": values["max-seconds"],
    quiet: true,
    ...(running.bearer ? { bearer: running.bearer } : {}),
  };
  const result = await runLoadgen(kit, options);
  const expected = series * (to - from);
  if (result.accepted_samples !== expected)
    throw new Error(
      `Only ${result.accepted_samples} of ${expected} samples were accepted: ${JSON.stringify(result)}`,
    );
  return result;
}

async function refuseUnmapped(databaseUrl) {
  const unmapped = await unmappedSeries(databaseUrl);
  if (unmapped > 0) throw new Error(`${unmapped} series were not mapped: the comparison would be unfair.`);
}

function report(runs) {
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
  const names = [...new Set(runs.map(({ name }) => name))];
  const figures = ["cold", "warm", "all", "residentMib"];
  const rows = names.map((name) => {
    const own = runs.filter((run) => run.name === name);
    return {
      name,
      ...Object.fromEntries(figures.map((figure) => [figure, median(own.map((run) => run[figure]))])),
    };
  });
  const peer = rows.find(({ name }) => name === PEER_OF_RATIOS);
  const ratio = (row, figure) => (peer ? ` (×${(row[figure] / peer[figure]).toFixed(2)})` : "");
  console.log(
    `\nMedian of ${values.rounds}; × is the ratio to ${PEER_OF_RATIOS}. CPU-seconds per million samples.`,
  );
  console.log("| | cold step | warm steps + 10 s idle | all | RSS MiB |\n| --- | --- | --- | --- | --- |");
  for (const row of rows) {
    const cells = figures.map(
      (figure) => row[figure].toFixed(figure === "residentMib" ? 0 : 2) + ratio(row, figure),
    );
    console.log(`| ${row.name} | ${cells.join(" | ")} |`);
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof KitMissing ? 2 : 1);
}
