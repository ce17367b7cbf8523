import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createHttpProbe } from "./http-probe";
import { createOutgoingGuard } from "./outgoing-guard";

const LIMITS = { timeoutMs: 2_000 };
let server: http.Server;
let url: string;
let behave: http.RequestListener;
let asked: http.IncomingMessage[];

beforeEach(async () => {
  asked = [];
  server = http.createServer((req, res) => {
    asked.push(req);
    behave(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const probe = createHttpProbe(createOutgoingGuard("127.0.0.1"));

describe("a probe", () => {
  test("is timed until the first byte, and does not wait for the rest", async () => {
    behave = (_req, res) => setTimeout(() => res.write("x"), 60); // it never ends
    const result = await probe(url, LIMITS);
    expect(result).toMatchObject({ kind: "answered", status: 200 });
    expect((result as { latencyMs: number }).latencyMs).toBeGreaterThanOrEqual(50);
  });

  test.each([204, 301, 404, 503])("answered %i is answered; a redirect is not followed", async (status) => {
    behave = (_req, res) => res.writeHead(status, { location: `${url}/elsewhere` }).end();
    expect(await probe(url, LIMITS)).toMatchObject({ kind: "answered", status });
    expect(asked).toHaveLength(1);
  });

  test("makes a connection of its own each time", async () => {
    behave = (_req, res) => res.end("ok");
    let connections = 0;
    server.on("connection", () => connections++);
    await probe(url, LIMITS);
    await probe(url, LIMITS);
    expect(connections).toBe(2);
  });

  test("gives up after its time, and says so", async () => {
    behave = () => undefined;
    const result = await probe(url, { timeoutMs: 100 });
    expect(result).toEqual({ kind: "failed", because: "No answer within 0.1 s." });
  });

  test("ends where the answer is an upgrade that nobody asked for", async () => {
    const upgrading = net.createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () =>
        socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
      );
    });
    await new Promise<void>((resolve) => upgrading.listen(0, "127.0.0.1", resolve));
    const { port } = upgrading.address() as AddressInfo;
    const result = await probe(`http://127.0.0.1:${port}`, { timeoutMs: 1_000 });
    upgrading.close();
    expect(result).toEqual({
      kind: "failed",
      because: "It cannot be reached: the connection was closed without an answer.",
    });
  });

  test("ends early when it is told to", async () => {
    behave = () => undefined;
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 50);
    expect(await probe(url, { timeoutMs: 10_000, signal: stopping.signal })).toMatchObject({
      kind: "failed",
    });
  });

  test("says what it cannot reach", async () => {
    server.close();
    server.closeAllConnections();
    const result = await probe(url, LIMITS);
    expect(result).toEqual({ kind: "failed", because: "It cannot be reached: ECONNREFUSED." });
  });
});

describe("inside the own network nothing is asked", () => {
  const guarded = createHttpProbe(createOutgoingGuard(""));
  test.each([
    ["an address", () => url],
    ["a name", () => url.replace("127.0.0.1", "localhost")],
    ["the cloud's metadata", () => "http://169.254.169.254/latest/meta-data"],
  ])("%s", async (_name, address) => {
    behave = (_req, res) => res.end("secret");
    const result = await guarded(address(), LIMITS);
    expect(result).toMatchObject({ kind: "failed", because: expect.stringContaining("OUTGOING_ALLOW=") });
    expect(asked).toEqual([]);
  });

  test("nor is another scheme", async () => {
    expect(await guarded("file:///etc/passwd", LIMITS)).toMatchObject({ kind: "failed" });
    expect(await guarded("no address", LIMITS)).toMatchObject({ kind: "failed" });
  });
});
