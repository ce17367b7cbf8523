import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BODY_LIMITS } from "./decode-record";
import { createIngestEndpoint } from "./ingest-endpoint";
import { postTelemetry } from "./ingest-process.fixture";
import { AppError } from "@/lib/platform/errors";
import { systemClock } from "@/lib/platform/clock";
import { remoteWriteBody } from "@/lib/testing/remote-write-body";

const LIMIT_BYTES = BODY_LIMITS["remote-write"].sentBytes;
const KNOWN = "Bearer known";
const body = remoteWriteBody([
  { labels: { __name__: "up", region: "eu" }, samples: [[1_700_000_000_000, 1]] },
]);
const sockets: net.Socket[] = [];
const accepted: string[] = [];
let server: http.Server;

beforeAll(async () => {
  const endpoint = createIngestEndpoint({
    clock: systemClock,
    maxBytesUnderWay: LIMIT_BYTES + body.length,
    async authenticate(req) {
      if (req.headers.authorization !== KNOWN) throw new AppError("unauthenticated", "Who are you?");
      return { kind: "key", id: "key-9", name: "known", demo: true, scopes: ["ingest:write"] };
    },
    async accept(actor, record) {
      accepted.push(`${actor.kind} ${record.keyId} ${record.demo}`);
      return { folded: 1, refused: new Map(), ignored: new Map() };
    },
    onAnswered: () => undefined,
    onError: () => undefined,
  });
  server = http.createServer((req, res) => void endpoint(req, res));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server?.closeAllConnections();
  server?.close();
});

const port = () => (server.address() as AddressInfo).port;
const send = (bytes: Buffer, authorization = KNOWN) =>
  postTelemetry(port(), "remote-write", bytes, { headers: { Authorization: authorization } });

/** Sends the head of a request and then nothing. */
async function begin(authorization: string, length: string): Promise<void> {
  const socket = net.connect(port(), "127.0.0.1").on("error", () => undefined);
  sockets.push(socket);
  const type = "Content-Type: application/x-protobuf\r\nContent-Encoding: snappy";
  const head = `POST /api/v1/write HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n${type}\r\n${length}\r\n\r\n`;
  await new Promise<void>((resolve) => socket.write(head, () => resolve()));
}

it("the actor of the key goes with the request", async () => {
  expect((await send(body)).status).toBe(204);
  expect(accepted).toEqual(["key key-9 true"]);
});

it.each([
  ["a body of known length", `Content-Length: ${LIMIT_BYTES}`],
  ["a chunked one, as the longest it may become,", "Transfer-Encoding: chunked"],
])("%s is charged while it is under way", async (_, length) => {
  await begin(KNOWN, length);
  await begin(KNOWN, "Content-Length: 1");
  await expect.poll(async () => (await send(body)).status).toBe(503);
  // Coming again would not help this one.
  const tooLarge = await send(Buffer.alloc(LIMIT_BYTES + 1));
  expect([tooLarge.status, tooLarge.headers["retry-after"]]).toEqual([413, undefined]);
  for (const socket of sockets.splice(0)) socket.destroy();
  await expect.poll(async () => (await send(body)).status).toBe(204);
});

it("a stranger's claims cost nobody anything", async () => {
  for (let n = 0; n < 5; n++) await begin("Bearer guess", `Content-Length: ${LIMIT_BYTES}`);
  expect((await send(body)).status).toBe(204);
});
