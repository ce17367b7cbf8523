import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { endPeer, freePort, PEERS_DIR, untilOk } from "./peer-process";

/** What a Prometheus would send it. Without an end it fires. */
export interface RaisedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt?: string;
  readonly generatorURL?: string;
}

export interface AlertmanagerProcess {
  raise(...alerts: readonly RaisedAlert[]): Promise<void>;
  stop(): Promise<void>;
}

/** A real Alertmanager. @param config its file's text */
export async function startAlertmanager(config: string): Promise<AlertmanagerProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), "hm-alertmanager-"));
  const address = `127.0.0.1:${await freePort()}`;
  const file = path.join(folder, "alertmanager.yml");
  writeFileSync(file, config);
  const args = [
    ...[`--config.file=${file}`, `--storage.path=${path.join(folder, "data")}`],
    ...[`--web.listen-address=${address}`, "--cluster.listen-address="],
  ];
  const program = relocated(folder);
  const cwd = path.join(PEERS_DIR!, SHARE);
  const child = spawn(program, args, { cwd, stdio: "ignore" });
  const stop = async () => {
    await endPeer(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilOk(`http://${address}/-/ready`);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    stop,
    async raise(...alerts) {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify(alerts);
      const answer = await fetch(`http://${address}/api/v2/alerts`, { method: "POST", headers, body });
      if (!answer.ok) throw new Error(`Alertmanager: ${answer.status} ${await answer.text()}`);
    },
  };
}

const SHARE = "usr/share/prometheus";
const TEMPLATES = `/${SHARE}/alertmanager`;

/** Debian's reads its templates where it would be installed, and nothing is: a copy that looks in the folder it is run in. */
function relocated(folder: string): string {
  const program = path.join(folder, "alertmanager");
  const bytes = readFileSync(path.join(PEERS_DIR!, "usr/bin/prometheus-alertmanager"));
  const here = "alertmanager".padStart(TEMPLATES.length - 1, "/");
  for (let at = bytes.indexOf(TEMPLATES); at >= 0; at = bytes.indexOf(TEMPLATES, at + 1))
    bytes.write(`.${here}`, at, "latin1");
  writeFileSync(program, bytes, { mode: 0o755 });
  return program;
}
