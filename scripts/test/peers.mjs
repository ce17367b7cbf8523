import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { step } from "../start/progress.mjs";
import { runCommand } from "../start/run-command.mjs";
import { asRoot, hasApt } from "./apt.mjs";

/** Debian package → a program in it that tests and benchmarks run: senders of metrics and alerts, and engines that are read in place. */
export const PEERS = {
  prometheus: "usr/bin/prometheus",
  "prometheus-alertmanager": "usr/bin/prometheus-alertmanager",
  "prometheus-node-exporter": "usr/bin/prometheus-node-exporter",
  "victoria-metrics": "usr/bin/victoria-metrics",
};

/**
 * The real senders and engines that the tests talk to, unpacked into `folder` without installing (and so starting) anything.
 * Returns `folder` for HM_PEERS_DIR; null where there is no apt.
 */
export async function providePeers(folder) {
  const missing = Object.keys(PEERS).filter((name) => !isExecutable(path.join(folder, PEERS[name])));
  if (missing.length === 0) return folder;
  if (!hasApt()) return null;
  await step(`Fetching ${missing.join(" and ")} (apt)`, async () => {
    mkdirSync(folder, { recursive: true });
    for (const name of missing) await unpack(folder, name);
  });
  return folder;
}

async function unpack(folder, name) {
  const downloads = path.join(folder, `.${name}`);
  rmSync(downloads, { recursive: true, force: true });
  mkdirSync(downloads, { recursive: true });
  const download = () =>
    runCommand("apt-get", ["-q", "download", name], { cwd: downloads, name: `apt-get download ${name}` });
  await download().catch(async (error) => {
    const apt = asRoot();
    if (!apt) throw error;
    await apt.update();
    await download();
  });
  const file = readdirSync(downloads).find((entry) => entry.endsWith(".deb"));
  if (!file) throw new Error(`apt-get download ${name} brought no package.`);
  await runCommand("dpkg", ["-x", path.join(downloads, file), folder], { name: `dpkg -x ${file}` });
  rmSync(downloads, { recursive: true, force: true });
  if (!isExecutable(path.join(folder, PEERS[name])))
    throw new Error(`Debian's ${name} has no ${PEERS[name]}.`);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(file);
  } catch {
    return false;
  }
}
