import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { createPrisma, type PrismaClient } from "@/lib/db/client";
import { createIdempotencyStore, IDEMPOTENCY_KEEP_MS, IN_FLIGHT_LIMIT_MS } from "@/lib/db/idempotency-store";
import type { Actor } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { createLogger } from "@/lib/platform/logger";
import { createSecretBox } from "@/lib/platform/secret-box";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import type { RouteDeclaration } from "./route-declaration";
import type { RouteServices } from "./route-services";
import { serveRoute } from "./serve-route";

const NOW_MS = Date.UTC(2026, 0, 5);
const clock = fixedClock(NOW_MS);
let database: TestDatabase;
let prisma: PrismaClient;
let services: RouteServices;
let runs: number;
let before: () => Promise<void>;

const declaration: RouteDeclaration = {
  method: "POST",
  summary: "makes a thing",
  scope: "metrics:read",
  body: z.object({ name: z.string() }),
  response: z.object({ run: z.number(), secret: z.string() }),
  status: 201,
  handle: async () => {
    runs += 1;
    const run = runs;
    await before();
    return { data: { run, secret: "hm_read_topsecret" } };
  },
};

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.url);
  services = {
    clock,
    logger: createLogger("test", "silent"),
    idempotency: createIdempotencyStore(prisma),
    answerBox: createSecretBox("s".repeat(32), "test"),
    trustedOrigins: [],
    resolveActor: async (headers): Promise<Actor> => {
      const id = headers.get("authorization") ?? "one";
      return { kind: "key", id, name: id, demo: false, scopes: ["metrics:read"] };
    },
    createCtx: (actor) => ({ actor }) as Ctx,
  };
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  await prisma.idempotencyRecord.deleteMany();
  clock.set(NOW_MS);
  runs = 0;
  before = async () => undefined;
});

function post(key: string, name = "a", principal = "one") {
  const headers = {
    "content-type": "application/json",
    "idempotency-key": key,
    authorization: principal,
  };
  const init = { method: "POST", headers, body: JSON.stringify({ name }) };
  return serveRoute(declaration, services, new Request("http://h/things", init), Promise.resolve({}));
}

describe("a POST with an Idempotency-Key", () => {
  it("runs once; a repeat gets the stored answer", async () => {
    const first = await post('"k"');
    const again = await post('"k"');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.json()).toEqual(await first.json());
    expect(runs).toBe(1);
  });

  it("with another payload is a 422", async () => {
    await post("k", "a");
    expect((await post("k", "b")).status).toBe(422);
    expect(runs).toBe(1);
  });

  it("of two at once one runs and the other is told 409", async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    before = () => gate;
    const both = [post("k"), post("k")];
    const early = await Promise.race(both);
    expect(early.status).toBe(409);
    open();
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(runs).toBe(1);
  });

  it("that failed may be repeated", async () => {
    before = () => Promise.reject(new AppError("conflict", "Not now."));
    expect((await post("k")).status).toBe(409);
    before = async () => undefined;
    expect((await post("k")).status).toBe(201);
    expect(runs).toBe(2);
  });

  it("whose answer cannot be stored is still answered, and is not run again", async () => {
    const complete = vi.spyOn(services.idempotency, "complete").mockRejectedValueOnce(new Error("away"));
    expect((await post("k")).status).toBe(201);
    complete.mockRestore();
    expect((await post("k")).status).toBe(409);
    expect(runs).toBe(1);
  });

  it("is another principal's own", async () => {
    await post("k", "a", "one");
    const other = await (await post("k", "b", "two")).json();
    expect(other.data.run).toBe(2);
  });

  it("leaves no secret of the answer readable in the database", async () => {
    await post("k");
    const rows = JSON.stringify(await prisma.idempotencyRecord.findMany());
    expect(rows).toContain('"status":201');
    expect(rows).not.toContain("topsecret");
  });

  it("whose process died gives its key back, and an answer is kept a day", async () => {
    const id = { principal: "key:one", route: "POST /things", key: "dead" };
    await services.idempotency.claim(id, Buffer.from("x"), NOW_MS);
    expect((await post("dead")).status).toBe(422);
    clock.advance(IN_FLIGHT_LIMIT_MS + 1);
    expect((await post("dead")).status).toBe(201);
    clock.advance(IDEMPOTENCY_KEEP_MS + 1);
    await post("dead");
    expect(runs).toBe(2);
    expect(await prisma.idempotencyRecord.count()).toBe(1);
  });

  it.each([[`"${"x".repeat(256)}"`], ['""'], ["a b"]])("refuses the key %s", async (key) => {
    expect((await post(key)).status).toBe(400);
    expect(runs).toBe(0);
  });
});
