import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { endPeer, freePort, PEERS_DIR, untilOk } from "@/lib/testing/peer-process";

export type PeerName = "prometheus" | "victoria-metrics";

/** A real engine that takes remote_write and answers queries. */
export interface PeerEngine {
  readonly url: string;
  /** A compressed remote_write request. Throws unless it was taken. */
  write(body: Buffer): Promise<void>;
  /** Makes what was written visible to queries. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPeer(name: PeerName): Promise<PeerEngine> {
  const folder = mkdtempSync(path.join(tmpdir(), `hm-${name}-`));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const program = path.join(PEERS_DIR!, "usr/bin", name);
  const child = spawn(program, argumentsOf(name, folder, address), { stdio: "ignore" });
  const stop = async () => {
    await endPeer(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const ready = name === "prometheus" ? "/-/ready" : "/health";
  try {
    await untilOk(url + ready);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    stop,
    write: (body) => post(`${url}/api/v1/write`, body),
    async settle() {
      if (name === "victoria-metrics") await untilOk(`${url}/internal/force_flush`);
    },
  };
}

function argumentsOf(name: PeerName, folder: string, address: string): string[] {
  if (name === "victoria-metrics")
    return [`-storageDataPath=${folder}`, `-httpListenAddr=${address}`, "-retentionPeriod=1"];
  const config = path.join(folder, "prometheus.yml");
  writeFileSync(config, "global: {}\n");
  return [
    `--config.file=${config}`,
    `--storage.tsdb.path=${path.join(folder, "data")}`,
    `--web.listen-address=${address}`,
    "--web.enable-remote-write-receiver",
  ];
}

async function post(url: string, body: Buffer): Promise<void> {
  const headers = {
    "content-type": "application/x-protobuf",
    "content-encoding": "snappy",
    "x-prometheus-remote-write-version": "0.1.0",
  };
  const answer = await fetch(url, { method: "POST", headers, body: new Uint8Array(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}
