import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createOutgoingGuard } from "@/lib/platform/outgoing-guard";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { NOW_MS } from "./respond.fixture";
import { createWebhookExecutor, signature } from "./webhook-executor";

const SECRET = `whsec_${Buffer.from("a secret of thirty-two bytes!!!!").toString("base64")}`;
const REQUEST = {
  ...{ key: "run-1", region: "eu", service: "cart" },
  action: { kind: "scale-out", share: 0.2, toRegion: null },
} as const;

interface Received {
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}
let received: Received[];
let answer: (response: http.ServerResponse) => void;
let server: http.Server;
let url: string;

beforeEach(async () => {
  received = [];
  answer = (response) => response.writeHead(202).end("queued");
  server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/act`;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});
const executor = (allow = "127.0.0.1", to = url) =>
  createWebhookExecutor({ url: to, secret: SECRET }, createOutgoingGuard(allow), fixedClock(NOW_MS));

describe("a signed webhook", () => {
  test("says what to do, under the run's id, signed as Standard Webhooks have it", async () => {
    expect(await executor().execute(REQUEST)).toEqual({
      ...{ kind: "accepted", externalId: null, answer: { status: 202, body: "queued" } },
    });
    const [{ headers, body }] = received as [Received];
    expect(headers["webhook-id"]).toBe("run-1");
    expect(headers["webhook-timestamp"]).toBe(String(NOW_MS / 1_000));
    expect(headers["webhook-signature"]).toBe(signature(SECRET, "run-1", String(NOW_MS / 1_000), body));
    expect(JSON.parse(body)).toEqual({
      ...{ type: "response.execute", id: "run-1" },
      data: { action: "scale-out", region: "eu", service: "cart", share: 0.2, to_region: null },
    });
    await executor().undo(REQUEST, null);
    expect(received[1]!.headers["webhook-id"]).toBe("run-1-undo");
  });

  test.each<[what: string, answer: (response: http.ServerResponse) => void, kind: string]>([
    ["500", (response) => response.writeHead(500).end(), "unknown"],
    ["429", (response) => response.writeHead(429).end(), "refused"],
    ["410", (response) => response.writeHead(410).end(), "refused"],
    ["a redirect to elsewhere", (response) => response.writeHead(302, { location: url }).end(), "refused"],
    ["nothing, and closes", (response) => response.destroy(), "unknown"],
    [
      "half an answer",
      (response) => {
        response.writeHead(200, { "content-length": 10 });
        response.write("a", () => response.destroy());
      },
      "unknown",
    ],
  ])("whose receiver answers %s is asked once", async (_what, answers, kind) => {
    answer = answers;
    expect((await executor().execute(REQUEST)).kind).toBe(kind);
    expect(received).toHaveLength(1);
  });

  test("is not sent into our own network unless it is allowed, and not where nobody listens", async () => {
    expect(await executor("").execute(REQUEST)).toMatchObject({ kind: "refused" });
    expect(received).toEqual([]);
    expect(await executor("127.0.0.1", "http://127.0.0.1:1/").execute(REQUEST)).toMatchObject({
      kind: "refused",
    });
  });
});
