import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createIngestEndpoint } from "./ingest-endpoint";
import { openTestIngester, type TestIngester, type TestIngesterOptions } from "./ingester.fixture";
import { forgetfulSegmentFiles } from "./log/forgetful-disk.fixture";
import { acceptTelemetry } from "@/lib/compose/accept-telemetry";
import type { MappingSet } from "@/lib/domain/series-plan";
import { createPool } from "@/lib/db/client";
import { IngesterTakenError } from "@/lib/pipeline/store/ingester-store";
import { systemClock } from "@/lib/platform/clock";

/** Serves ingest alone, on a port of its own, until it is killed; SIGTERM closes it in order. Says what it does on stdout. */
export interface ServeIngestOptions extends Pick<
  TestIngesterOptions,
  "dir" | "id" | "logMaxBytes" | "maxBodyBytes" | "timing" | "mapping"
> {
  readonly databaseUrl: string;
  /** Default: a free one. */
  readonly port?: number;
  /** The log is on a disk that keeps only what was synced; its journal. */
  readonly diskJournal?: string;
}

const RETRY_MS = 20;
const options = JSON.parse(process.argv[2]!) as ServeIngestOptions;
const say = (what: string, value: unknown) => console.log(JSON.stringify({ what, value }));
const logFiles = options.diskJournal ? forgetfulSegmentFiles(options.diskJournal) : undefined;
const pool = createPool(options.databaseUrl);

/** Whoever was killed just now may hold the id for a moment longer; Postgres may not be there yet. */
async function openPatiently(): Promise<TestIngester> {
  for (;;)
    try {
      return await openTestIngester({ ...options, pool, clock: systemClock, logFiles });
    } catch (error) {
      if (!(error instanceof IngesterTakenError)) say("not yet", String(error));
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
}

const one = await openPatiently();
for (const damage of one.damage) say("damage", damage);
say("recovered", { replayed: one.ingester.recovery.replayed, failed: one.ingester.recovery.failed });
const endpoint = createIngestEndpoint({
  accept: (actor, record, batch) => acceptTelemetry(one.ingester, actor, record, batch),
  knownSeries: () => one.ingester.fold.table,
  clock: systemClock,
  authenticate: async () => ({
    kind: "key",
    id: "key-1",
    name: "test",
    demo: false,
    scopes: ["ingest:write"],
  }),
  onAnswered: () => undefined,
  onError: (error) => say("error", String(error)),
});
const server = createServer((req, res) => {
  if (req.url === "/change-mapping") void changeMapping(req, res);
  else if (!endpoint(req, res)) res.writeHead(404).end();
});
server.listen(options.port ?? 0, "127.0.0.1", () => say("listening", (server.address() as AddressInfo).port));
one.ingester.flusher.start();

/** As the running product hears of a change from the database. */
async function changeMapping(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const mapping = JSON.parse((await req.toArray()).join("")) as MappingSet;
  const changed = await one.ingester.changeMapping(mapping);
  res.writeHead(200).end(String(changed));
}
process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  void one.ingester.close().then(() => process.exit(0));
});
