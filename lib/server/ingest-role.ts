import type { IncomingMessage, ServerResponse } from "node:http";
import { socketClientAddress } from "@/lib/auth/client-address";
import { answerMetrics } from "@/lib/http/answer-metrics";
import { answerReadyz } from "@/lib/http/answer-readyz";
import type { Env } from "@/lib/platform/env";

const NOTHING_HERE = "This process takes telemetry only (ROLE=ingest); pages and API are another one's.";

/** What a process that only ingests answers beside telemetry: whether it is alive, ready, and its own figures. */
export async function serveIngestRole(env: Env, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const answer = await answerOf(env, req);
  res.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    "content-length": answer.body.length,
  });
  res.end(req.method === "HEAD" ? undefined : answer.body);
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

async function answerOf(env: Env, req: IncomingMessage): Promise<Answer> {
  req.resume();
  const response = await respond(env, req);
  return {
    status: response.status,
    headers: response.headers,
    body: Buffer.from(await response.arrayBuffer()),
  };
}

async function respond(env: Env, req: IncomingMessage): Promise<Response> {
  const path = (req.url ?? "").split("?")[0];
  if (req.method !== "GET" && req.method !== "HEAD") return problem(404, "Not found", NOTHING_HERE);
  if (path === "/healthz") return new Response("ok\n", { headers: { "cache-control": "no-store" } });
  if (path === "/readyz") return answerReadyz(env.ingestId);
  if (path === "/metrics") return answerMetrics(asRequest(env, req));
  return problem(404, "Not found", NOTHING_HERE);
}

/** As Next would hand it over: with the sender's address in the header that only we set. */
function asRequest(env: Env, req: IncomingMessage): Request {
  const headers = new Headers();
  for (const name of ["host", "authorization", "cookie"] as const)
    if (req.headers[name]) headers.set(name, req.headers[name]);
  const address = socketClientAddress(req.headers, req.socket.remoteAddress, env.trustProxy);
  if (address) headers.set("x-forwarded-for", address);
  return new Request(new URL("/metrics", env.publicUrl), { headers });
}

function problem(status: number, title: string, detail: string): Response {
  const body = JSON.stringify({ type: "about:blank", title, status, detail });
  return new Response(body, { status, headers: { "content-type": "application/problem+json" } });
}
