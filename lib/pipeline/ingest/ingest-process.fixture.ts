import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { join } from "node:path";
import type { IngestProtocol } from "./log-record";
import type { ServeIngestOptions } from "./serve-ingest.fixture";

const POLL_MS = 20;

export interface IngestProcess {
  readonly port: number;
  readonly pid: number;
  /** What it said of one kind. */
  said(what: string): unknown[];
  /** Resolves when it is gone. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
}

/** Starts an ingester in a process of its own; resolves when it listens. */
export async function startIngestProcess(options: ServeIngestOptions): Promise<IngestProcess> {
  const script = join(import.meta.dirname, "serve-ingest.fixture.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const said = (what: string) =>
    output
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { what: string; value: unknown })
      .filter((line) => line.what === what)
      .map(({ value }) => value);
  while (said("listening").length === 0) {
    if (child.exitCode !== null) throw new Error(`The ingest process ended with ${child.exitCode}.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return { port: said("listening")[0] as number, pid: child.pid!, said, end: (signal) => end(child, signal) };
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill(signal);
  await closed;
}

export interface Posted {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  readonly body: Buffer;
}

export interface PostOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: http.Agent;
  readonly method?: string;
  readonly path?: string;
}

const PATHS = {
  "remote-write": "/api/v1/write",
  "remote-write-2": "/api/v1/write",
  "otlp-protobuf": "/v1/metrics",
  "otlp-json": "/v1/metrics",
};
const HEADERS = {
  "remote-write": { "Content-Type": "application/x-protobuf", "Content-Encoding": "snappy" },
  "remote-write-2": {
    "Content-Type": "application/x-protobuf;proto=io.prometheus.write.v2.Request",
    "Content-Encoding": "snappy",
  },
  "otlp-protobuf": { "Content-Type": "application/x-protobuf" },
  "otlp-json": { "Content-Type": "application/json" },
};

/** Sends one request as a sender of the protocol does. Rejects when the connection breaks before an answer. */
export function postTelemetry(
  port: number,
  protocol: IngestProtocol,
  body: Buffer,
  { headers, agent, method = "POST", path = PATHS[protocol] }: PostOptions = {},
): Promise<Posted> {
  const length = method === "GET" ? {} : { "Content-Length": body.length };
  return new Promise((resolve, reject) => {
    const req = http.request(
      {
        host: "127.0.0.1",
        port,
        method,
        path,
        agent,
        headers: { ...HEADERS[protocol], ...length, ...headers },
      },
      (res) => {
        const chunks: Buffer[] = [];
        res.on("data", (chunk: Buffer) => chunks.push(chunk));
        res.on("error", reject);
        res.on("end", () => {
          const all = Buffer.concat(chunks);
          resolve({ status: res.statusCode!, headers: res.headers, text: all.toString(), body: all });
        });
      },
    );
    req.on("error", reject);
    req.end(method === "GET" ? undefined : body);
  });
}
