import pg from "pg";
import { liveEventSchema, type LiveEvent } from "@/lib/contracts/live-event";
import { LIVE_CHANNEL } from "@/lib/db/job-store";
import { createLogger, type Logger } from "@/lib/platform/logger";

const FIRST_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 5_000;
/** A connection that died without a word (a pulled cable) is noticed by this. */
const PROBE_EVERY_MS = 10_000;
const PROBE_TIMEOUT_MS = 5_000;

export interface LiveListenerOptions {
  readonly databaseUrl: string;
  onEvent(event: LiveEvent): void;
  readonly logger?: Logger;
}

/**
 * Listens on the channel that ingest and worker notify after each commit. It reconnects for as long as it lives; after
 * every connect it reports `resync`, since nobody knows what was said meanwhile.
 */
export class LiveListener {
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private probe: NodeJS.Timeout | null = null;
  private backoffMs = FIRST_BACKOFF_MS;
  private stopped = false;
  private readonly logger: Logger;

  constructor(private readonly options: LiveListenerOptions) {
    this.logger = options.logger ?? createLogger("live");
  }

  /** Returns at once; failures are logged and tried again. */
  start(): void {
    void this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.release();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.options.databaseUrl,
      application_name: "live",
      connectionTimeoutMillis: PROBE_TIMEOUT_MS,
      query_timeout: PROBE_TIMEOUT_MS,
      keepAlive: true,
    });
    this.client = client;
    client.on("error", (error) => this.lost(client, error));
    client.on("end", () => this.lost(client, null));
    client.on("notification", (message) => this.receive(message.payload ?? ""));
    try {
      await client.connect();
      await client.query(`listen ${LIVE_CHANNEL}`);
    } catch (error) {
      this.lost(client, error);
      return;
    }
    if (this.stopped) return this.release();
    this.backoffMs = FIRST_BACKOFF_MS;
    this.probe = setInterval(() => void this.check(client), PROBE_EVERY_MS).unref();
    this.options.onEvent({ topic: "resync" });
  }

  private receive(payload: string): void {
    const event = parsePayload(payload);
    if (event) this.options.onEvent(event);
    else this.logger.warn({ bytes: payload.length }, "a live notification was not understood");
  }

  private async check(client: pg.Client): Promise<void> {
    try {
      await client.query("select 1");
    } catch (error) {
      this.lost(client, error);
    }
  }

  private lost(client: pg.Client, error: unknown): void {
    if (client !== this.client) return; // an earlier report of the same loss
    void this.release();
    if (this.stopped) return;
    this.logger.warn({ err: error, againInMs: this.backoffMs }, "the live connection is lost");
    this.timer = setTimeout(() => void this.connect(), this.backoffMs).unref();
    this.backoffMs = Math.min(this.backoffMs * 2, MAX_BACKOFF_MS);
  }

  private async release(): Promise<void> {
    if (this.probe) clearInterval(this.probe);
    this.probe = null;
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }
}

function parsePayload(payload: string): LiveEvent | null {
  try {
    return liveEventSchema.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
