import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { pendingParts, waitUntilReady } from "./wait-until-ready";

const checks = (failing: string[]) => ({
  checks: ["database", "worker", "ingest"].map((name) => ({ name, ok: !failing.includes(name) })),
});

test.each([
  ["all at work", 200, null, []],
  ["the worker's first cycle to come", 503, checks(["worker"]), ["worker"]],
  ["no database", 503, checks(["database", "worker"]), null],
  ["something else listens", 404, "not json we know", null],
])("%s", (_what, status, body, expected) => {
  expect(pendingParts(status, body)).toEqual(expected);
});

let server: http.Server | undefined;
afterEach(() => server?.close());

/** A `/readyz` that gives these answers in turn, the last for ever. */
async function readyz(...answers: [number, object][]): Promise<string> {
  let asked = 0;
  server = http.createServer((_request, response) => {
    const [status, body] = answers[Math.min(asked++, answers.length - 1)];
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`;
}

const never = new AbortController().signal;
const wait = (url: string, stop = never, giveUp = () => false) =>
  waitUntilReady({ url, timeoutMs: 8_000, giveUp, stop });

test("waits until all is at work", async () => {
  const url = await readyz([503, checks(["database"])], [503, checks(["worker"])], [200, checks([])]);
  expect(await wait(url)).toEqual([]);
});

test("does not wait long for parts that only catch up, and names them", async () => {
  const url = await readyz([503, checks(["worker", "ingest"])]);
  expect(await wait(url)).toEqual(["worker", "ingest"]);
});

test("ends when told to, or when there is no hope", async () => {
  const url = await readyz([503, checks(["database"])]);
  expect(await wait(url, AbortSignal.timeout(300))).toBeNull();
  expect(await wait(url, never, () => true)).toBeNull();
});
