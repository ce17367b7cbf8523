import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createOutgoingGuard } from "./outgoing-guard";
import { createPrometheusQueries, type QueryError, type QueryTime } from "./prometheus-query";

const LIMITS = { timeoutMs: 5_000, maxBytes: 10_000 };
const NOW: QueryTime = { kind: "instant", timeMs: 1_700_000_000_500 };

let answer: (req: IncomingMessage, res: ServerResponse) => void;
let url: string;
const server = http.createServer((req, res) => answer(req, res));
const queries = createPrometheusQueries(createOutgoingGuard("127.0.0.1"));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const json = (body: unknown, status = 200) => {
  answer = (req, res) => {
    req.resume();
    res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
};
const ask = (time: QueryTime = NOW, limits: Partial<typeof LIMITS> = {}, at = url) =>
  queries.query({ url: at, headers: { "x-scope-orgid": "tenant|b" } }, "up", time, { ...LIMITS, ...limits });
const failure = (asked: Promise<unknown>): Promise<QueryError> =>
  asked.then(
    () => Promise.reject(new Error("It was answered.")),
    (error: QueryError) => error,
  );

test("asks by form, with the headers, below the base URL", async () => {
  const seen: string[] = [];
  answer = async (req, res) => {
    seen.push(`${req.method} ${req.url}`, String(req.headers["x-scope-orgid"]), await text(req));
    res.end(JSON.stringify({ status: "success", data: { resultType: "vector", result: [] } }));
  };
  await ask(NOW, {}, `${url}/select/7/prometheus/?extra_label=a%3Db`);
  const range = { kind: "range", startMs: 10_000, endMs: 30_500, stepMs: 10_000 } as const;
  await ask(range);
  expect(seen[0]).toBe("POST /select/7/prometheus/api/v1/query?extra_label=a%3Db");
  expect(seen[1]).toBe("tenant|b");
  expect(Object.fromEntries(new URLSearchParams(seen[2]))).toMatchObject({
    query: "up",
    time: "1700000000.5",
  });
  expect(seen[3]).toBe("POST /api/v1/query_range");
  expect(Object.fromEntries(new URLSearchParams(seen[5]))).toMatchObject({
    start: "10",
    end: "30.5",
    step: "10",
  });
});

test("asks again by GET where POST is not allowed", async () => {
  answer = (req, res) => {
    req.resume();
    if (req.method === "POST") return res.writeHead(405).end();
    const { searchParams } = new URL(req.url!, url);
    const result = [{ metric: { query: searchParams.get("query") }, value: [1, "1"] }];
    return res.end(JSON.stringify({ status: "success", data: { resultType: "vector", result } }));
  };
  expect(await ask()).toEqual([{ labels: { query: "up" }, points: [{ timeMs: 1_000, value: 1 }] }]);
});

describe("values", () => {
  test.each([
    ["1", 1],
    ["-1.5e-7", -1.5e-7],
    ["NaN", null],
    ["+Inf", null],
    ["-Inf", null],
    ["0", 0],
  ])("%s is %s", async (sent, value) => {
    json({ status: "success", data: { resultType: "scalar", result: [1.5, sent] } });
    expect(await ask()).toEqual([{ labels: {}, points: [{ timeMs: 1_500, value }] }]);
  });

  test("a range has many of them", async () => {
    const values = [
      [10, "1"],
      [20, "NaN"],
    ];
    json({
      status: "success",
      data: { resultType: "matrix", result: [{ metric: { region: "eu" }, values }] },
    });
    const points = [
      { timeMs: 10_000, value: 1 },
      { timeMs: 20_000, value: null },
    ];
    expect(await ask()).toEqual([{ labels: { region: "eu" }, points }]);
  });
});

const vector = (result: unknown) => ({ status: "success", data: { resultType: "vector", result } });

describe("what is no answer", () => {
  test.each([
    ["a value that is no number", vector([{ metric: {}, value: [1, "high"] }]), 200, "bad-answer"],
    ["a value that is no string", vector([{ metric: {}, value: [1, 1] }]), 200, "bad-answer"],
    ["a native histogram", vector([{ metric: {}, histogram: [1, {}] }]), 200, "bad-answer"],
    ["another shape", { status: "success", data: [] }, 200, "bad-answer"],
    ["a bad expression", { status: "error", errorType: "bad_data", error: "parse error" }, 400, "bad-query"],
    ["one it cannot execute", { status: "error", errorType: "execution", error: "x" }, 422, "bad-query"],
    ["its own time-out", { status: "error", errorType: "timeout", error: "x" }, 503, "engine"],
    ["a refusal", { message: "no tenant" }, 401, "engine"],
  ])("%s", async (_what, body, status, expected) => {
    json(body, status);
    expect(await failure(ask())).toMatchObject({ name: "QueryError", failure: expected });
  });

  test("garbage, nothing, and half an answer", async () => {
    answer = (req, res) => void res.end("<html>");
    expect(await failure(ask())).toMatchObject({ failure: "bad-answer" });
    answer = (req, res) => void res.end();
    expect(await failure(ask())).toMatchObject({ failure: "bad-answer" });
    answer = (req, res) => {
      res.writeHead(200, { "content-length": "100" }).write("{");
      setImmediate(() => res.destroy());
    };
    expect(await failure(ask())).toMatchObject({ failure: "unreachable" });
  });

  test("an answer that is too large is cut off", async () => {
    let sent = 0;
    let closed: () => void;
    const hungUp = new Promise<void>((resolve) => (closed = resolve));
    answer = (req, res) => {
      res.on("close", () => closed());
      const more = () => {
        while (!res.destroyed && sent < 1e9) {
          sent += 1_000;
          if (!res.write("x".repeat(1_000))) return void res.once("drain", more);
        }
      };
      more();
    };
    expect(await failure(ask())).toMatchObject({ failure: "too-large" });
    await hungUp;
    expect(sent).toBeLessThan(50e6); // what socket buffers hold, not what was offered
  });

  test("one that never comes, or drips, is given up", async () => {
    answer = () => undefined;
    expect(await failure(ask(NOW, { timeoutMs: 100 }))).toMatchObject({ failure: "timeout" });
    answer = (req, res) => {
      const drip = setInterval(() => res.write(" "), 10);
      res.on("close", () => clearInterval(drip));
    };
    expect(await failure(ask(NOW, { timeoutMs: 100 }))).toMatchObject({ failure: "timeout" });
  });

  test("a redirect is not followed", async () => {
    const asked: string[] = [];
    answer = (req, res) => {
      asked.push(req.url!);
      res.writeHead(302, { location: `${url}/elsewhere` }).end();
    };
    expect(await failure(ask())).toMatchObject({ failure: "bad-answer" });
    expect(asked).toEqual(["/api/v1/query"]);
  });

  test("an address inside our network, by number or by name", async () => {
    const guarded = createPrometheusQueries(createOutgoingGuard(""));
    const port = new URL(url).port;
    for (const host of ["127.0.0.1", "localhost", "[::1]"]) {
      const asked = guarded.query({ url: `http://${host}:${port}`, headers: {} }, "up", NOW, LIMITS);
      expect(await failure(asked)).toMatchObject({ failure: "refused" });
    }
  });

  test("nobody listens", async () => {
    expect(await failure(ask(NOW, {}, "http://127.0.0.1:9"))).toMatchObject({ failure: "unreachable" });
  });
});
