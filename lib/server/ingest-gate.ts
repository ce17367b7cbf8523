import type { IncomingMessage, ServerResponse } from "node:http";
import { ingestEndpoint, openIngester } from "@/lib/compose/ingest";
import { endAfterBody } from "@/lib/pipeline/ingest/body/unread-body";
import { OTLP_PATH, REMOTE_WRITE_PATH } from "@/lib/pipeline/ingest/ingest-negotiation";
import type { Ingester } from "@/lib/pipeline/ingest/ingester";
import { LogLockedError } from "@/lib/pipeline/ingest/log/log-lock";
import { IngesterTakenError, LogMismatchError } from "@/lib/pipeline/store/ingester-store";
import type { Env } from "@/lib/platform/env";
import type { Logger } from "@/lib/platform/logger";

const RETRY_MS = 1_000;
/** A former holder that was killed lets go within a moment; one that is still there after this is meant to be. */
const TAKEN_PATIENCE_MS = 15_000;
const NOT_READY = JSON.stringify({
  type: "about:blank",
  title: "Not ready",
  status: 503,
  detail: "Ingest is starting. Send it again shortly.",
});

/** Opens the ingester while the pages are served already, and answers 503 until it is ready. */
export class IngestGate {
  private ingester: Ingester | null = null;
  private endpoint: ReturnType<typeof ingestEndpoint> | null = null;
  private closing = false;

  constructor(
    private readonly env: Env,
    private readonly logger: Logger,
    private readonly stop: (code: number) => Promise<void>,
  ) {}

  /** Tries until it succeeds: Postgres may come later than we do. */
  async open(): Promise<void> {
    const startMs = Date.now();
    while (!this.closing && !this.ingester) {
      try {
        this.ingester = await openIngester(this.env, this.logger, (error) => this.fenced(error));
        this.endpoint = ingestEndpoint(this.ingester, this.logger);
      } catch (error) {
        const taken = error instanceof IngesterTakenError || error instanceof LogLockedError;
        const outOfPatience = taken && Date.now() - startMs > TAKEN_PATIENCE_MS;
        if (outOfPatience || error instanceof LogMismatchError) {
          this.logger.fatal(error.message);
          return this.stop(1);
        }
        this.logger.warn({ err: error }, "the ingester cannot open yet");
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  /** True when the request was telemetry and is being answered. */
  serve(req: IncomingMessage, res: ServerResponse): boolean {
    if (this.endpoint) return this.endpoint(req, res);
    const path = (req.url ?? "").split("?")[0];
    if (path !== REMOTE_WRITE_PATH && path !== OTLP_PATH) return false;
    res.writeHead(503, {
      "Content-Type": "application/problem+json",
      "Content-Length": Buffer.byteLength(NOT_READY),
      "Retry-After": "1",
      Connection: "close",
    });
    endAfterBody(req, res, NOT_READY);
    return true;
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.ingester?.close();
  }

  private fenced(error: Error): void {
    this.logger.fatal(error.message);
    this.ingester?.refuse("Another process is the ingester now.");
    process.exit(1); // nothing may be written any more, not even a last flush
  }
}
