import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { limitBodyTime } from "./limit-body-time";

const LIMIT_MS = 300;
const REFUSED = "/api/uploads/refused";

let server: http.Server;
let port: number;
beforeEach(async () => {
  server = http.createServer((req, res) => {
    limitBodyTime(req, res, LIMIT_MS);
    if (req.url === REFUSED) res.writeHead(401).end();
    else req.resume().once("end", () => res.end());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => server.close());

/** Sends pieces with pauses; resolves with the answer's code, null where there was none. */
function send(path: string, pieces: number, pauseMs: number, whole: boolean): Promise<number | null> {
  return new Promise((resolve) => {
    let code: number | null = null;
    let sent = 0;
    let over = false;
    const req = http.request({ port, host: "127.0.0.1", path, method: "POST", agent: false }, (res) => {
      code = res.statusCode ?? null;
      res.resume();
    });
    req.on("error", () => undefined);
    req.on("close", () => {
      over = true;
      resolve(code);
    });
    void (async () => {
      while (sent < pieces && !over) {
        req.write("piece");
        sent++;
        await sleep(pauseMs);
      }
      if (whole) req.end();
    })();
  });
}

const MANY = 40;
const OFTEN_MS = LIMIT_MS / 10;

test.each([
  ["a body in time", "/api/v1/write", 1, 1, true, 200],
  ["a body that never ends", "/api/v1/write", 1, 0, false, 408],
  ["a body in many small pieces", "/api/v1/write", MANY, OFTEN_MS, true, 408],
  ["an upload that keeps coming", "/api/uploads/history", MANY, OFTEN_MS, true, 200],
  ["an upload that stops", "/api/uploads/history", 1, 0, false, 408],
])("%s", async (_name, path, pieces, pauseMs, whole, code) => {
  expect(await send(path, pieces, pauseMs, whole)).toBe(code);
});

/** How long a connection lives on which an announced body trickles in whatever the answer is; at most `forMs`. */
async function trickle(path: string, forMs: number): Promise<number> {
  const socket = net.connect(port, "127.0.0.1").on("error", () => undefined);
  let open = true;
  socket.resume().once("close", () => (open = false));
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n`);
  const startMs = performance.now();
  while (open && performance.now() - startMs < forMs) {
    socket.write("piece");
    await sleep(OFTEN_MS);
  }
  socket.destroy();
  return performance.now() - startMs;
}

test("an upload that was refused holds no connection by going on", async () => {
  expect(await trickle(REFUSED, MANY * OFTEN_MS)).toBeLessThan(MANY * OFTEN_MS);
  expect(await trickle("/api/uploads/history", MANY * OFTEN_MS)).toBeGreaterThanOrEqual(MANY * OFTEN_MS);
});

test("a connection keeps nothing of the requests that went over it", async () => {
  const REQUESTS = 20;
  const counts: number[] = [];
  server.prependListener("request", ({ socket }) => counts.push(socket.listenerCount("close")));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (let count = 0; count < REQUESTS; count++)
    await new Promise((done) =>
      http
        .request({ port, host: "127.0.0.1", method: "POST", agent }, (res) =>
          res.resume().once("close", done),
        )
        .end("x"),
    );
  agent.destroy();
  expect(counts).toEqual(Array.from({ length: REQUESTS }, () => counts[0]));
});
