import type { IncomingMessage, ServerResponse } from "node:http";
import { endAfterBody } from "@/lib/pipeline/ingest/body/unread-body";
import { protocolOf } from "@/lib/pipeline/ingest/ingest-negotiation";

const NOT_HERE = JSON.stringify({
  type: "about:blank",
  title: "No ingest here",
  status: 404,
  detail: "This process serves pages and API only (ROLE=web): send telemetry to the one with ROLE=ingest.",
});

/** Answers telemetry that came to a process without an ingester; false for every other request. */
export function refuseTelemetry(req: IncomingMessage, res: ServerResponse): boolean {
  if (protocolOf(req) === null) return false;
  res.writeHead(404, {
    "Content-Type": "application/problem+json",
    "Content-Length": Buffer.byteLength(NOT_HERE),
    Connection: "close",
  });
  endAfterBody(req, res, NOT_HERE);
  return true;
}
