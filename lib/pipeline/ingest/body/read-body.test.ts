import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { readBody } from "./read-body";

let server: Server;
let socket: Socket;
afterEach(() => {
  socket.destroy();
  server.close();
});

/** Sends raw HTTP to a server that reads one body; what became of it. */
async function outcome(
  read: (req: IncomingMessage) => Promise<Buffer>,
  send: (socket: Socket) => void,
): Promise<Buffer | AppError> {
  return new Promise((resolve, reject) => {
    server = createServer((req, res) => {
      read(req)
        .then(resolve, (error) => (error instanceof AppError ? resolve(error) : reject(error)))
        .finally(() => res.setHeader("connection", "close").end());
    });
    server.listen(0, "127.0.0.1", () => {
      socket = connect((server.address() as AddressInfo).port, "127.0.0.1", () => send(socket));
      socket.on("error", () => undefined);
    });
  });
}

const head = (...headers: string[]) => ["POST / HTTP/1.1", "Host: h", ...headers, "", ""].join("\r\n");
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
const CHUNKED = "Transfer-Encoding: chunked";

it("gives the whole body, in however many pieces it comes", async () => {
  const text = "x".repeat(200_000);
  const body = await outcome(
    (req) => readBody(req, 200_000),
    (s) => {
      s.write(head(CHUNKED));
      for (let i = 0; i < text.length; i += 1_000) s.write(chunk(text.slice(i, i + 1_000)));
      s.write("0\r\n\r\n");
    },
  );
  expect(body.toString()).toBe(text);
});

it("gives an empty body", async () => {
  const body = await outcome(
    (req) => readBody(req, 10),
    (s) => s.write(head("Content-Length: 0")),
  );
  expect((body as Buffer).length).toBe(0);
});

it("refuses by Content-Length before a byte of the body has come", async () => {
  const refusal = await outcome(
    (req) => readBody(req, 1_000),
    (s) => s.write(head("Content-Length: 1001")),
  );
  expect(refusal).toMatchObject({ code: "too-large" });
});

it("refuses as soon as the limit is passed, though the sender never ends", async () => {
  const refusal = await outcome(
    (req) => readBody(req, 1_000),
    (s) => {
      s.write(head(CHUNKED));
      s.write(chunk("x".repeat(1_001)));
    },
  );
  expect(refusal).toMatchObject({ code: "too-large" });
});

it("takes a body of exactly the limit", async () => {
  const body = await outcome(
    (req) => readBody(req, 1_000),
    (s) => s.write(head("Content-Length: 1000") + "x".repeat(1_000)),
  );
  expect((body as Buffer).length).toBe(1_000);
});

it("refuses a body whose sender goes away", async () => {
  const refusal = await outcome(
    (req) => readBody(req, 1_000),
    (s) => s.write(head("Content-Length: 100") + "x", () => s.destroy()),
  );
  expect(refusal).toMatchObject({ code: "bad-request" });
});

it("lets a slow sender try again", async () => {
  const refusal = await outcome(
    (req) => readBody(req, 1_000, 50),
    (s) => s.write(head("Content-Length: 100") + "x"),
  );
  expect(refusal).toMatchObject({ code: "unavailable" });
});
