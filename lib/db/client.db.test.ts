import net, { type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { createFlushPool, createPool } from "./client";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const SILENCE_MS = 300;
const STATEMENT_MS = 100;

let database: TestDatabase;
let proxy: net.Server;
let stalled = false;
const sockets = new Set<net.Socket>();

/** Passes everything on until it is told to stall; then bytes vanish while the connections stay. */
beforeAll(async () => {
  database = await createTestDatabase();
  const target = new URL(database.url);
  proxy = net.createServer((near) => {
    const far = net.connect(Number(target.port || 5432), target.hostname);
    const pass = (from: net.Socket, to: net.Socket) => {
      sockets.add(from);
      from.on("data", (bytes) => void (stalled || to.write(bytes)));
      from.on("close", () => to.destroy()).on("error", () => to.destroy());
    };
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  stalled = false;
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  proxy?.close();
  await database?.drop();
});

function proxiedUrl(): string {
  const url = new URL(database.url);
  url.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return url.href;
}

it("a query whose answer never comes fails, its connection is destroyed, and the next one gets another", async () => {
  const pool = createPool(proxiedUrl(), 1, {
    statementTimeoutMs: STATEMENT_MS,
    silenceTimeoutMs: SILENCE_MS,
  });
  const client = await pool.connect();
  await client.query("begin");
  stalled = true;
  const startMs = performance.now();
  await expect(client.query("select 1")).rejects.toThrow();
  await expect(client.query("rollback")).rejects.toThrow(); // at once, not after another silence
  expect(performance.now() - startMs).toBeLessThan(2 * SILENCE_MS);
  client.release(true);
  stalled = false;
  expect((await pool.query("select 7 as n")).rows).toEqual([{ n: 7 }]);
  await pool.end();
});

it("the server gives a statement up that takes too long", async () => {
  const pool = createPool(database.url, 1, { statementTimeoutMs: STATEMENT_MS, silenceTimeoutMs: 5_000 });
  await expect(pool.query("select pg_sleep(5)")).rejects.toMatchObject({ code: "57014" });
  await pool.end();
});

it("flushes are bounded on the server, in UTC like everything else", async () => {
  const pool = createFlushPool(database.url);
  expect((await pool.query("show statement_timeout")).rows).toEqual([{ statement_timeout: "1min" }]);
  expect((await pool.query("show timezone")).rows).toEqual([{ TimeZone: "UTC" }]);
  await pool.end();
});
