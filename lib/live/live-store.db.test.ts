import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { LiveEvent } from "@/lib/contracts/live-event";
import { LIVE_CHANNEL } from "@/lib/db/job-store";
import { createLogger } from "@/lib/platform/logger";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { LiveListener } from "./live-store";

const SOON = { timeout: 10_000, interval: 20 };
const SNAPSHOT: LiveEvent = { topic: "snapshot", asOfMs: 1_000 };

let database: TestDatabase;
let listener: LiveListener | null = null;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await listener?.stop();
});
afterAll(() => database.drop());

function listen(databaseUrl = database.url): LiveEvent[] {
  const events: LiveEvent[] = [];
  const logger = createLogger("live", "silent");
  listener = new LiveListener({ databaseUrl, logger, onEvent: (event) => void events.push(event) });
  listener.start();
  return events;
}

const notify = (payload: string) => database.pool.query("select pg_notify($1, $2)", [LIVE_CHANNEL, payload]);

test("delivers what a commit notifies, and nothing that was rolled back", async () => {
  const events = listen();
  await vi.waitFor(() => expect(events).toEqual([{ topic: "resync" }]), SOON);
  const client = await database.pool.connect();
  await client.query("begin");
  await client.query("select pg_notify($1, $2)", [LIVE_CHANNEL, '{"topic":"ingest"}']);
  await client.query("rollback");
  client.release();
  await notify(JSON.stringify(SNAPSHOT));
  await vi.waitFor(() => expect(events).toEqual([{ topic: "resync" }, SNAPSHOT]), SOON);
});

test("what it does not understand is left out, what it does not know of a known topic too", async () => {
  const events = listen();
  await vi.waitFor(() => expect(events).toHaveLength(1), SOON);
  await notify("not json");
  await notify('{"topic":"weather"}');
  await notify('{"topic":"ingest","windowMs":10000}');
  await vi.waitFor(() => expect(events).toEqual([{ topic: "resync" }, { topic: "ingest" }]), SOON);
});

test("a lost connection comes back by itself and says resync", async () => {
  const events = listen();
  await vi.waitFor(() => expect(events).toHaveLength(1), SOON);
  await database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'live' and datname = current_database()",
  );
  await vi.waitFor(() => expect(events).toEqual([{ topic: "resync" }, { topic: "resync" }]), SOON);
  await notify(JSON.stringify(SNAPSHOT));
  await vi.waitFor(() => expect(events.at(-1)).toEqual(SNAPSHOT), SOON);
});

test("it stops for good, also while it tries to connect", async () => {
  const nobody = new URL(database.url);
  nobody.port = "1";
  const events = listen(nobody.href);
  await listener?.stop();
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(events).toEqual([]);
});
