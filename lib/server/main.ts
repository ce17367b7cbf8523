import http from "node:http";
import { IngestGate } from "./ingest-gate";
import { serveIngestRole } from "./ingest-role";
import { limitBodyTime } from "./limit-body-time";
import { refuseTelemetry } from "./no-ingest";
import { processEnv } from "@/lib/compose/context";
import type { Env } from "@/lib/platform/env";
import { createLogger } from "@/lib/platform/logger";

const BODY_TIMEOUT_MS = 60_000;
const HEADERS_TIMEOUT_MS = 20_000;
const MAX_CONNECTIONS = 10_000;
const DRAIN_MS = 3_000;
const FORWARDED = /^x-forwarded-|^forwarded$|^x-real-ip$/;

const logger = createLogger("server");

/** What answers requests that are not telemetry. */
interface Rest {
  readonly handle: (req: http.IncomingMessage, res: http.ServerResponse) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Web with ingest in front of it, or one of them (ROLE), in one process. */
async function main(): Promise<void> {
  const env = processEnv();
  if (env.role === "worker") throw new Error("ROLE=worker is the worker's: run that program.");
  const rest = env.role === "ingest" ? ingestAlone(env) : await openPages(env);
  const gate = env.role === "web" ? null : new IngestGate(env, logger, (code) => stop(code));
  const server = http.createServer((req, res) => {
    if (!env.trustProxy) dropForwarded(req);
    limitBodyTime(req, res, BODY_TIMEOUT_MS);
    const telemetry = gate ? gate.serve(req, res) : refuseTelemetry(req, res);
    if (!telemetry) void rest.handle(req, res);
  });
  server.requestTimeout = 0; // `limitBodyTime` is in its place
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.maxConnections = MAX_CONNECTIONS;

  let stopping = false;
  async function stop(code: number): Promise<void> {
    if (stopping) return;
    stopping = true;
    server.close();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
    await gate?.close();
    server.closeAllConnections();
    await rest.close();
    process.exit(code);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(0));

  server.on("error", (error) => {
    logger.fatal({ err: error }, "cannot listen");
    process.exit(1);
  });
  server.listen(env.port, env.host, () => logger.info({ url: env.publicUrl, role: env.role }, "listening"));
  void gate?.open();
}

/** Next is loaded here only: a process that ingests does without its memory. */
async function openPages(env: Env): Promise<Rest> {
  const { default: next } = await import("next");
  const app = next({
    dev: process.env.HM_DEV === "1",
    dir: process.cwd(),
    hostname: env.host,
    port: env.port,
  });
  await app.prepare();
  return { handle: app.getRequestHandler(), close: () => app.close().catch(() => undefined) };
}

function ingestAlone(env: Env): Rest {
  const handle: Rest["handle"] = async (req, res) => {
    await serveIngestRole(env, req, res).catch((error: unknown) => {
      logger.error({ err: error }, "request failed");
      res.destroy();
    });
  };
  return { handle, close: async () => undefined };
}

/** Only a trusted proxy may say who it speaks for. */
function dropForwarded(req: http.IncomingMessage): void {
  for (const name of Object.keys(req.headers)) if (FORWARDED.test(name)) delete req.headers[name];
}

main().catch((error: unknown) => {
  logger.fatal({ err: error }, "server could not start");
  process.exit(1);
});
