import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createSender, type Sender } from "./sender";

interface Receiver {
  readonly url: string;
  readonly bodies: string[];
  /** Statuses to answer with, in turn; 200 when none is left. */
  readonly answers: number[];
  readonly server: Server;
}

const open: { receivers: Receiver[]; senders: Sender[] } = { receivers: [], senders: [] };

async function startReceiver(answers: number[], port = 0): Promise<Receiver> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    bodies.push(Buffer.concat(chunks).toString());
    response.writeHead(answers.shift() ?? 200, { "retry-after": "3" }).end("because");
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    bodies,
    answers,
    server,
  };
  open.receivers.push(receiver);
  return receiver;
}

function startSender(url: string, queueLimit = 10, delayMs = vi.fn(() => 1)): Sender {
  const sender = createSender({ url, headers: {}, queueLimit, timeoutMs: 1_000, nowMs: () => 0, delayMs });
  open.senders.push(sender);
  return sender;
}

afterEach(() => {
  for (const sender of open.senders.splice(0)) sender.stop();
  for (const { server } of open.receivers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe("createSender", () => {
  it("repeats what the receiver could not take, in order, and tells the delay what was asked for", async () => {
    const receiver = await startReceiver([503, 429, 500]);
    const delayMs = vi.fn(() => 1);
    const sender = startSender(receiver.url, 10, delayMs);
    sender.enqueue(Buffer.from("a"));
    sender.enqueue(Buffer.from("b"));
    await vi.waitFor(() => expect(receiver.bodies).toEqual(["a", "a", "a", "a", "b"]));
    await vi.waitFor(() => expect(sender.takeCounts()).toMatchObject({ waiting: 0 }));
    expect(delayMs.mock.calls).toEqual([
      [0, "3", 0],
      [1, "3", 0],
      [2, "3", 0],
    ]);
  });

  it("does not repeat what the receiver refused, and says why", async () => {
    const receiver = await startReceiver([400]);
    const sender = startSender(receiver.url);
    sender.enqueue(Buffer.from("bad"));
    sender.enqueue(Buffer.from("good"));
    await vi.waitFor(() => expect(receiver.bodies).toEqual(["bad", "good"]));
    await vi.waitFor(() =>
      expect(sender.takeCounts()).toEqual({
        sent: 1,
        bytes: 4,
        retries: 0,
        dropped: 0,
        refused: 1,
        waiting: 0,
        lastProblem: "400 because",
      }),
    );
  });

  it("survives a receiver that is away, drops the oldest beyond its limit, and delivers the rest", async () => {
    const gone = await startReceiver([]);
    const port = Number(new URL(gone.url).port);
    await new Promise((resolve) => gone.server.close(resolve));
    const sender = startSender(gone.url, 3);
    for (const body of ["a", "b", "c", "d", "e"]) sender.enqueue(Buffer.from(body));
    const seen = { dropped: 0, retries: 0 };
    await vi.waitFor(() => {
      const counts = sender.takeCounts();
      seen.dropped += counts.dropped;
      seen.retries += counts.retries;
      expect(counts).toMatchObject({ sent: 0, waiting: 4, lastProblem: "ECONNREFUSED" });
      expect(seen.retries).toBeGreaterThan(1);
    });
    expect(seen.dropped).toBe(1);
    const back = await startReceiver([], port);
    await vi.waitFor(() => expect(back.bodies).toEqual(["a", "c", "d", "e"]));
  });

  it("stops at once, in the middle of a wait", async () => {
    const receiver = await startReceiver([503]);
    const sender = startSender(
      receiver.url,
      10,
      vi.fn(() => 60_000),
    );
    sender.enqueue(Buffer.from("a"));
    await vi.waitFor(() => expect(receiver.bodies).toEqual(["a"]));
    sender.stop();
    sender.enqueue(Buffer.from("b"));
    await vi.waitFor(() => expect(sender.takeCounts().waiting).toBe(0));
    expect(receiver.bodies).toEqual(["a"]);
  });
});
