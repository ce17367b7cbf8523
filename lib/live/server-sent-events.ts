import type { LiveMessage } from "./event-ring";

export const SSE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-transform",
  "X-Accel-Buffering": "no",
  Connection: "keep-alive",
};

/** A message in the text/event-stream format; JSON has no raw line break, so one `data` line holds it. */
export function sseMessage(message: LiveMessage): string {
  return `id: ${message.id}\ndata: ${JSON.stringify(message.event)}\n\n`;
}

/** Tells the browser how long to wait before it connects again. */
export function sseRetry(retryMs: number): string {
  return `retry: ${retryMs}\n\n`;
}

/** A line that browsers ignore; it keeps proxies from closing a quiet stream. */
export const SSE_COMMENT = ": still here\n\n";
