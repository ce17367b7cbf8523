import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

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

/** Where Debian's packages were unpacked; absent: tests with real engines cannot run. */
export const PEERS_DIR = process.env.HM_PEERS_DIR;

const READY_MS = 20_000;

export async function startPeer(name: PeerName): Promise<PeerEngine> {
  const folder = mkdtempSync(path.join(tmpdir(), `hm-${name}-`));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const program = path.join(PEERS_DIR!, "usr/bin", name);
  const child = spawn(program, argumentsOf(name, folder, address), { stdio: "ignore" });
  const stop = async () => {
    await end(child);
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

async function untilOk(url: string): Promise<void> {
  const endMs = Date.now() + READY_MS;
  for (;;) {
    const ok = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    if (Date.now() > endMs) throw new Error(`${url} is not there after ${READY_MS / 1000} s.`);
    await sleep(100);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}
