import type { IncomingMessage, ServerResponse } from "node:http";

/** What is left of a body this long is read and thrown away, so that the connection can serve the next request. */
const MAX_SKIPPED_BYTES = 1024 * 1024;
/** How long a sender whose connection is closed may go on sending, so that it gets to read why. */
const LINGER_MS = 1_000;
const LINGER_BYTES = 32 * 1024 * 1024;

/**
 * Whether the connection can go on after an answer to this request: its body was read, or what is left of it is short and
 * is skipped from now on. Otherwise answer with `Connection: close`, through `endAfterBody`.
 */
export function willReadOn(req: IncomingMessage): boolean {
  if (req.complete) return true;
  if (req.headers["transfer-encoding"] !== undefined) return false;
  if (Number(req.headers["content-length"] ?? 0) > MAX_SKIPPED_BYTES) return false;
  req.resume();
  return true;
}

/**
 * Answers at once and closes the connection when the sender has seen it: closing under a sender that still sends resets the
 * connection, and the answer is lost with it.
 */
export function endAfterBody(req: IncomingMessage, res: ServerResponse, body: string | Buffer): void {
  let skippedBytes = 0;
  const end = () => {
    clearTimeout(timer);
    req.off("data", skip).off("end", end).off("close", end);
    if (!res.writableEnded) res.end();
  };
  const skip = (chunk: Buffer) => {
    skippedBytes += chunk.length;
    if (skippedBytes > LINGER_BYTES) end();
  };
  const timer = setTimeout(end, LINGER_MS);
  req.on("data", skip).on("end", end).on("close", end);
  res.write(body);
  req.resume();
}
