import http from "node:http";
import next from "next";
import { IngestGate } from "./ingest-gate";
import { processEnv } from "@/lib/compose/context";
import { createLogger } from "@/lib/platform/logger";

const BODY_TIMEOUT_MS = 60_000;
const HEADERS_TIMEOUT_MS = 20_000;
const MAX_CONNECTIONS = 10_000;
const DRAIN_MS = 3_000;
const FORWARDED = /^x-forwarded-|^forwarded$|^x-real-ip$/;

const logger = createLogger("server");

/** Web with ingest in front of it, in one process. */
async function main(): Promise<void> {
  const env = processEnv();
  const app = next({
    dev: process.env.HM_DEV === "1",
    dir: process.cwd(),
    hostname: env.host,
    port: env.port,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  const gate = new IngestGate(env, logger, (code) => stop(code));
  const server = http.createServer((req, res) => {
    if (!env.trustProxy) dropForwarded(req);
    if (!gate.serve(req, res)) void handle(req, res);
  });
  server.requestTimeout = BODY_TIMEOUT_MS;
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.maxConnections = MAX_CONNECTIONS;

  let stopping = false;
  async function stop(code: number): Promise<void> {
    if (stopping) return;
    stopping = true;
    server.close();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
    await gate.close();
    server.closeAllConnections();
    await app.close().catch(() => undefined);
    process.exit(code);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(0));

  server.on("error", (error) => {
    logger.fatal({ err: error }, "cannot listen");
    process.exit(1);
  });
  server.listen(env.port, env.host, () => logger.info({ url: env.publicUrl }, "listening"));
  void gate.open();
}

/** Only a trusted proxy may say who it speaks for. */
function dropForwarded(req: http.IncomingMessage): void {
  for (const name of Object.keys(req.headers)) if (FORWARDED.test(name)) delete req.headers[name];
}

main().catch((error: unknown) => {
  logger.fatal({ err: error }, "server could not start");
  process.exit(1);
});
