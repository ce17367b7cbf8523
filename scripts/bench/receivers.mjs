import { spawn } from "node:child_process";
import { mkdirSync, openSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PEERS } from "../test/peers.mjs";
import { cpuSeconds, residentBytes } from "./process-cost.mjs";
import { endProcess, freePort, startSystem } from "./system.mjs";

const READY_TIMEOUT_MS = 30_000;
const POLL_MS = 100;

/**
 * What takes remote_write and is measured. `start` begins it afresh in a folder:
 * `{ url, bearer, cpuSeconds(), residentBytes(), parts(), stop() }`.
 */
export function receivers(root, peersFolder, { env, nodeArgs } = {}) {
  const peer = (name, args, readyPath) => ({
    name,
    start: (folder) => startPeer(path.join(peersFolder, PEERS[name]), folder, args, readyPath),
  });
  return [
    { name: "ours", start: (folder) => startOurs(root, folder, { env, nodeArgs }) },
    peer(
      "victoria-metrics",
      (address, folder) => [`-httpListenAddr=${address}`, `-storageDataPath=${folder}/data`],
      "/health",
    ),
    peer(
      "prometheus",
      (address, folder) => [
        "--web.enable-remote-write-receiver",
        `--web.listen-address=${address}`,
        `--storage.tsdb.path=${folder}/data`,
        `--config.file=${emptyConfig(folder)}`,
      ],
      "/-/ready",
    ),
  ];
}

async function startOurs(root, folder, options) {
  const system = await startSystem(root, folder, options);
  const parts = Object.entries(system.pids);
  const sum = (measure) => parts.reduce((total, [, pid]) => total + measure(pid), 0);
  return {
    url: `${system.url}/api/v1/write`,
    bearer: system.keys.ingest,
    system,
    cpuSeconds: () => sum(cpuSeconds),
    residentBytes: () => sum(residentBytes),
    parts: () =>
      Object.fromEntries(
        parts.map(([name, pid]) => [name, { cpu: cpuSeconds(pid), bytes: residentBytes(pid) }]),
      ),
    stop: system.stop,
  };
}

async function startPeer(program, folder, args, readyPath) {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const log = openSync(path.join(folder, "log"), "a");
  const child = spawn(program, args(`127.0.0.1:${port}`, folder), { stdio: ["ignore", log, log] });
  const base = `http://127.0.0.1:${port}`;
  const ready = async () => (await fetch(base + readyPath).catch(() => null))?.ok ?? false;
  for (let waitedMs = 0; !(await ready()); waitedMs += POLL_MS) {
    if (waitedMs >= READY_TIMEOUT_MS || child.exitCode !== null)
      throw new Error(`${program} did not become ready; its log is ${folder}/log.`);
    await sleep(POLL_MS);
  }
  return {
    url: `${base}/api/v1/write`,
    bearer: null,
    cpuSeconds: () => cpuSeconds(child.pid),
    residentBytes: () => residentBytes(child.pid),
    parts: () => null,
    stop: () => endProcess(child),
  };
}

function emptyConfig(folder) {
  const file = path.join(folder, "prometheus.yml");
  writeFileSync(file, "global: {}\n");
  return file;
}
