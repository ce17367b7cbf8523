import { telemetry } from "@/lib/platform/telemetry";
import type { LiveHub } from "./live-hub";
import { SSE_COMMENT, sseMessage, sseRetry } from "./server-sent-events";

const RETRY_MS = 2_000;
const COMMENT_EVERY_MS = 15_000;
/** An ended session loses its stream within 5 s. */
const RECHECK_EVERY_MS = 4_000;
/** A browser that reads with this many messages waiting (more than a replay has) is dropped; it reconnects. */
const MAX_WAITING = 600;

export interface LiveStreamOptions {
  readonly hub: LiveHub;
  readonly lastEventId: string | null;
  /** Aborted when the browser goes. */
  readonly signal: AbortSignal;
  /** False once the session or key no longer may listen; a rejection counts as true (the database may be away). */
  stillAllowed(): Promise<boolean>;
}

/** The body of one browser's live stream. */
export function liveStream(options: LiveStreamOptions): ReadableStream<Uint8Array> {
  let close: () => void = () => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        close = openStream(controller, options);
      },
      cancel: () => close(),
    },
    new CountQueuingStrategy({ highWaterMark: MAX_WAITING }),
  );
}

function openStream(
  controller: ReadableStreamDefaultController<Uint8Array>,
  options: LiveStreamOptions,
): () => void {
  const { hub, signal } = options;
  const encoder = new TextEncoder();
  let open = true;
  const cleanUps: (() => void)[] = [];
  const close = () => {
    if (!open) return;
    open = false;
    telemetry.liveClients.dec();
    for (const cleanUp of cleanUps) cleanUp();
    closeQuietly(controller);
  };
  const write = (text: string) => {
    if (!open) return;
    if ((controller.desiredSize ?? 0) <= 0) {
      telemetry.liveClientsDropped.inc();
      close();
      return;
    }
    controller.enqueue(encoder.encode(text));
  };
  telemetry.liveClients.inc();
  write(sseRetry(RETRY_MS));
  const comments = setInterval(() => write(SSE_COMMENT), COMMENT_EVERY_MS);
  const checks = setInterval(() => void recheck(options, close), RECHECK_EVERY_MS);
  signal.addEventListener("abort", close, { once: true });
  cleanUps.push(
    () => clearInterval(comments),
    () => clearInterval(checks),
    () => signal.removeEventListener("abort", close),
  );
  const subscriber = {
    send: (message: Parameters<typeof sseMessage>[0]) => write(sseMessage(message)),
    end: close,
  };
  cleanUps.push(hub.subscribe(subscriber, options.lastEventId));
  if (signal.aborted) close();
  return close;
}

async function recheck(options: LiveStreamOptions, close: () => void): Promise<void> {
  const allowed = await options.stillAllowed().catch(() => true);
  if (!allowed) close();
}

/** The browser may have cancelled first; then the controller is closed already. */
function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close();
  } catch {
    // nothing is left to close
  }
}
