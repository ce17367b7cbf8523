import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Ctx } from "@/lib/context";
import type { IdempotencyStore } from "@/lib/db/idempotency-store";
import { ROLE_SCOPES, type Actor } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { createLogger } from "@/lib/platform/logger";
import { createSecretBox } from "@/lib/platform/secret-box";
import { fixedClock } from "@/lib/testing/fixed-clock";
import type { RouteDeclaration, RouteResult } from "./route-declaration";
import type { RouteServices } from "./route-services";
import { serveRoute } from "./serve-route";

const NOW_MS = Date.UTC(2026, 0, 5, 12);
const ORIGIN = "http://127.0.0.1:3000";
const executive: Actor = {
  kind: "user",
  id: "u1",
  name: "Dana",
  role: "executive",
  scopes: ROLE_SCOPES.executive,
};
const key: Actor = { kind: "key", id: "k1", name: "reader", demo: false, scopes: ["metrics:read"] };
const anonymous: Actor = { kind: "anonymous", scopes: [] };

let actor: Actor;
let fail: unknown;
let result: RouteResult<unknown>;
const logged: unknown[] = [];
const logger = createLogger("test", "silent");
logger.error = ((line: unknown) => logged.push(line)) as typeof logger.error;
const services: RouteServices = {
  clock: fixedClock(NOW_MS),
  logger,
  idempotency: null as unknown as IdempotencyStore,
  answerBox: createSecretBox("s".repeat(32), "test"),
  trustedOrigins: [ORIGIN],
  resolveActor: async () => actor,
  createCtx: (who) => ({ actor: who }) as Ctx,
};

const handle = vi.fn(async () => {
  if (fail) throw fail;
  return result;
});
const read: RouteDeclaration = {
  summary: "reads",
  scope: "metrics:read",
  query: z.object({ region: z.string().optional(), points: z.coerce.number().int().max(10).optional() }),
  response: z.object({ value: z.number().nullable() }),
  handle,
};
const write: RouteDeclaration = {
  ...read,
  method: "POST",
  query: undefined,
  body: z.strictObject({ note: z.string().min(3), at: z.object({ day: z.number() }).optional() }),
  status: 202,
};

function get(path = "", headers: Record<string, string> = {}) {
  const request = new Request(`${ORIGIN}/api/things${path}`, { headers });
  return serveRoute(read, services, request, Promise.resolve({}));
}
function post(body: string, headers: Record<string, string> = {}) {
  const all = { origin: ORIGIN, "content-type": "application/json", ...headers };
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  const request = new Request(`${ORIGIN}/api/things`, { method: "POST", body, headers: kept });
  return serveRoute(write, services, request, Promise.resolve({}));
}
const problemOf = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const problem = await response.json();
  expect(problem.status).toBe(response.status);
  return problem;
};

beforeEach(() => {
  actor = executive;
  fail = null;
  result = { data: { value: 1 }, asOfMs: NOW_MS - 4_000 };
  handle.mockClear();
  logged.length = 0;
});

describe("a success", () => {
  it("is wrapped, aged and private", async () => {
    const response = await get();
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    expect(await response.json()).toEqual({
      status: "success",
      data: { value: 1 },
      meta: { as_of: "2026-01-05T11:59:56.000Z", age_seconds: 4, demo: false, missing: [] },
    });
  });

  it("says null for an age that is not known", async () => {
    result = { data: { value: null } };
    const { meta } = await (await get()).json();
    expect(meta).toMatchObject({ as_of: null, age_seconds: null });
  });

  it("has the declared status", async () => {
    expect((await post('{"note":"hello"}')).status).toBe(202);
  });
});

describe("ETag", () => {
  it("ignores age, follows data", async () => {
    const first = (await get()).headers.get("etag");
    result = { data: { value: 1 }, asOfMs: NOW_MS };
    expect((await get()).headers.get("etag")).toBe(first);
    result = { data: { value: 2 } };
    expect((await get()).headers.get("etag")).not.toBe(first);
  });

  it.each([
    ["itself", (etag: string) => etag, 304],
    ["its strong form", (etag: string) => etag.replace("W/", ""), 304],
    ["a list with it", (etag: string) => `"other", ${etag}`, 304],
    ["any", () => "*", 304],
    ["another", () => 'W/"other"', 200],
  ])("If-None-Match with %s", async (_name, header, status) => {
    const etag = (await get()).headers.get("etag")!;
    const response = await get("", { "if-none-match": header(etag) });
    expect(response.status).toBe(status);
    expect(response.headers.get("etag")).toBe(etag);
    expect((await response.text()) === "").toBe(status === 304);
  });
});

describe("who asks", () => {
  it("answers a stranger 401 and says how to authenticate", async () => {
    actor = anonymous;
    const response = await get();
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
    expect((await problemOf(response)).status).toBe(401);
    expect(handle).not.toHaveBeenCalled();
  });

  it("answers somebody without the scope 403", async () => {
    actor = { ...key, scopes: ["ingest:write"] };
    expect((await problemOf(await get())).status).toBe(403);
    expect(handle).not.toHaveBeenCalled();
  });
});

describe("a malformed request is a 400 that names what is wrong", () => {
  it.each([
    ["?regoin=x", "regoin"],
    ["?points=abc", "points"],
    ["?points=11", "points"],
    ["?region=a&region=b", "region"],
  ])("%s", async (query, name) => {
    const problem = await problemOf(await get(query));
    expect(problem).toMatchObject({ status: 400, errors: [{ pointer: name }] });
    expect(problem.detail).toContain(name);
  });

  it.each([
    ["{", ""],
    ["", ""],
    ['{"note":"x"}', "/note"],
    ['{"note":"hello","extra":1}', "/extra"],
    ['{"note":"hello","at":{"day":"x"}}', "/at/day"],
  ])("%s", async (body, pointer) => {
    expect(await problemOf(await post(body))).toMatchObject({ status: 400, errors: [{ pointer }] });
    expect(handle).not.toHaveBeenCalled();
  });

  it("another content type is a 415", async () => {
    expect((await problemOf(await post("note=x", { "content-type": "text/plain" }))).status).toBe(415);
  });

  it("more than a megabyte is a 413", async () => {
    const body = JSON.stringify({ note: "x".repeat(1024 * 1024) });
    expect((await problemOf(await post(body))).status).toBe(413);
  });
});

describe("a text instead of JSON", () => {
  const text: RouteDeclaration = {
    ...read,
    query: undefined,
    body: z.string().max(20),
    bodyTypes: ["application/yaml", "text/yaml"],
    response: z.string(),
    responseType: "text/yaml",
  };
  const ask = (method: string, body?: string, type?: string) => {
    const headers = { origin: ORIGIN, ...(type === undefined ? {} : { "content-type": type }) };
    const request = new Request(`${ORIGIN}/api/things`, { method, headers, body });
    const declaration = method === "GET" ? { ...text, body: undefined } : text;
    return serveRoute(declaration, services, request, Promise.resolve({}));
  };
  beforeEach(
    () => (result = { data: "a: 1\n", headers: new Headers({ "content-disposition": "attachment" }) }),
  );

  it("is answered as it is, without an envelope, with an ETag of its own", async () => {
    const response = await ask("GET");
    expect(await response.text()).toBe("a: 1\n");
    expect(response.headers.get("content-type")).toBe("text/yaml; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe("attachment");
    const etag = response.headers.get("etag")!;
    result = { data: "a: 2\n" };
    expect((await ask("GET")).headers.get("etag")).not.toBe(etag);
  });

  it.each([
    ["application/yaml", "b: [", 200],
    ["text/yaml; charset=utf-8", "b: [", 200],
    ["application/json", "{}", 415],
    ["text/plain", "b", 415],
    ["application/yaml", "x".repeat(21), 400],
    ["application/yaml", "x".repeat(1024 * 1024 + 1), 413],
  ])("a body of %s", async (type, body, status) => {
    const response = await ask("POST", body, type);
    expect(response.status).toBe(status);
    if (status !== 200) return;
    expect(handle).toHaveBeenLastCalledWith(expect.anything(), expect.objectContaining({ body }));
  });
});

describe("a change with a session", () => {
  it.each([
    [{ origin: ORIGIN }, 202],
    [{ origin: ORIGIN, "sec-fetch-site": "same-origin" }, 202],
    [{ origin: "", "sec-fetch-site": "same-origin" }, 202],
    [{ origin: "https://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ origin: ORIGIN, "sec-fetch-site": "cross-site" }, 403],
    [{ origin: "", "sec-fetch-site": "same-site" }, 403],
    [{ origin: "" }, 403],
  ])("from %j", async (headers: Record<string, string>, status) => {
    expect((await post('{"note":"hello"}', { cookie: "a=b", ...headers })).status).toBe(status);
    expect(handle).toHaveBeenCalledTimes(status === 202 ? 1 : 0);
  });

  it("a key is exempt: no browser sends it of itself", async () => {
    actor = key;
    expect((await post('{"note":"hello"}', { origin: "https://elsewhere.example" })).status).toBe(202);
  });
});

describe("failures", () => {
  it("a refusal keeps its status and text", async () => {
    fail = new AppError("conflict", "Already resolved by Sam.", { retryAfterSeconds: 7 });
    const response = await get();
    expect(response.headers.get("retry-after")).toBe("7");
    const expected = { status: 409, detail: "Already resolved by Sam.", instance: "/api/things" };
    expect(await problemOf(response)).toMatchObject(expected);
  });

  it("anything else is a 500 that leaks nothing, and is logged under the id it names", async () => {
    fail = new Error("password=hunter2 at /srv/secret.ts");
    const problem = await problemOf(await get());
    expect(problem.status).toBe(500);
    expect(JSON.stringify(problem)).not.toMatch(/hunter2|secret/);
    expect(logged).toHaveLength(1);
    expect(problem.instance).toBe(`urn:uuid:${(logged[0] as { id: string }).id}`);
  });

  it("a schema error of our own is a 500, not the caller's 400", async () => {
    fail = z.string().safeParse(1).error;
    expect((await problemOf(await get())).status).toBe(500);
  });

  it("data that does not fit the response schema is a 500", async () => {
    result = { data: { value: "a lot" } };
    expect((await problemOf(await get())).status).toBe(500);
  });

  it("a database that is away is a 503", async () => {
    fail = Object.assign(new Error("x"), {
      cause: Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
    });
    const response = await get();
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await problemOf(response)).status).toBe(503);
  });
});
