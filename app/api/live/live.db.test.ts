import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { processLiveHub } from "@/lib/live/process-live-hub";
import { createApiFixture, TEST_ORIGIN, type ApiFixture } from "@/lib/testing/api-fixture";
import { GET } from "./route";

const SOON = { timeout: 6_000, interval: 20 };

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await createApiFixture();
});
afterAll(async () => {
  process.emit("SIGTERM"); // as a stopping process does: the hub ends its streams and its connection
  await fixture.drop();
});

interface Stream {
  readonly leave: () => void;
  text: string;
  ended: boolean;
}

async function open(headers: Headers): Promise<Stream> {
  const leaving = new AbortController();
  const response = await GET(new Request(`${TEST_ORIGIN}/api/live`, { headers, signal: leaving.signal }));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
  expect(response.headers.get("x-accel-buffering")).toBe("no");
  const stream: Stream = { leave: () => leaving.abort(), text: "", ended: false };
  void read(response.body!, stream);
  return stream;
}

async function read(body: ReadableStream<Uint8Array>, stream: Stream): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of body) stream.text += decoder.decode(chunk);
  stream.ended = true;
}

test("a stranger is refused with 401, an ingest key with 403", async () => {
  const request = (headers?: Headers) => new Request(`${TEST_ORIGIN}/api/live`, { headers });
  expect((await GET(request())).status).toBe(401);
  const response = await GET(request(await fixture.keyHeaders("ingest")));
  expect(response.status).toBe(403);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
});

test("what a commit notifies arrives within 2 s, with an id that replays the rest", async () => {
  const headers = await fixture.keyHeaders("read");
  const first = await open(headers);
  await vi.waitFor(() => expect(first.text).toContain('"topic":"resync"'), SOON);
  const sentMs = Date.now();
  await fixture.ctx.transaction((tx) => tx.jobs.notify("snapshot", { asOfMs: 1_000 }));
  await vi.waitFor(() => expect(first.text).toContain('data: {"topic":"snapshot","asOfMs":1000}'), SOON);
  expect(Date.now() - sentMs).toBeLessThan(2_000);
  const id = [...first.text.matchAll(/^id: (.*)$/gm)].at(-1)![1];
  first.leave();
  await vi.waitFor(() => expect(first.ended).toBe(true), SOON);

  await fixture.ctx.transaction((tx) => tx.jobs.notify("ingest"));
  headers.set("last-event-id", id);
  const again = await open(headers);
  await vi.waitFor(() => expect(again.text).toContain('"topic":"ingest"'), SOON);
  expect(again.text).not.toContain("snapshot");
  again.leave();
});

test("a session that is ended loses its stream within 5 s", async () => {
  const stream = await open(await fixture.sessionHeaders("executive"));
  await fixture.ctx.people.removeByEmailDomain("example.org");
  const endedMs = Date.now();
  await vi.waitFor(() => expect(stream.ended).toBe(true), SOON);
  expect(Date.now() - endedMs).toBeLessThan(5_000);
  expect(processLiveHub(fixture.databaseUrl).size).toBe(0);
});
