import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { receiveFile } from "./receive-file";

const LIMITS = { fileBytes: 10, folderBytes: 15 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "hm-receive-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const receive = (body: string) =>
  receiveFile(new Request("http://x/", { method: "POST", body }), folder, ".om", LIMITS);

test("a file is there as a whole, under a name of ours", async () => {
  const { file, bytes } = await receive("0123456789");
  expect([bytes, readFileSync(path.join(folder, file), "utf8")]).toEqual([10, "0123456789"]);
  expect(file).toMatch(/^[\da-f-]{36}\.om$/);
});

test("one that is too large leaves nothing behind", async () => {
  await expect(receive("0123456789a")).rejects.toMatchObject({ code: "too-large" });
  expect(readdirSync(folder)).toEqual([]);
});

test("one for which the folder has no room is refused, and what is there stays", async () => {
  writeFileSync(path.join(folder, "waits.om"), "012345");
  await expect(receive("0123456789")).rejects.toMatchObject({
    code: "too-large",
    publicText: "No room: the folder of imports may hold 15 bytes.",
  });
  expect(readdirSync(folder)).toEqual(["waits.om"]);
  await receive("012345678");
});

/** An upload whose bytes are sent when the test says so. */
function slowUpload() {
  let body!: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({ start: (controller) => void (body = controller) });
  const request = new Request("http://x/", { method: "POST", body: stream, duplex: "half" } as RequestInit);
  const received = receiveFile(request, folder, ".om", LIMITS);
  received.catch(() => undefined); // whoever awaits it hears of it
  return { received, send: (text: string) => body.enqueue(Buffer.from(text)), end: () => body.close() };
}

test("uploads at the same time share the folder's room", async () => {
  const first = slowUpload();
  const second = slowUpload();
  first.send("01234567");
  await expect.poll(() => sizes()).toContain(8);
  second.send("01234567");
  await expect(second.received).rejects.toMatchObject({ code: "too-large" });
  first.end();
  expect((await first.received).bytes).toBe(8);
  // What the refused one had taken is free again.
  expect((await receive("0123456")).bytes).toBe(7);
  await expect(receive("0")).rejects.toMatchObject({ code: "too-large" });
});

test("one that ends while another is under way still takes its room", async () => {
  const slow = slowUpload();
  slow.send("0123");
  await expect.poll(() => sizes()).toContain(4);
  await receive("01234567");
  slow.send("4567");
  await expect(slow.received).rejects.toMatchObject({ code: "too-large" });
  expect(sizes()).toEqual([8]);
});

test("room that somebody made is seen once no upload is under way", async () => {
  const { file } = await receive("0123456789");
  await expect(receive("012345")).rejects.toMatchObject({ code: "too-large" });
  rmSync(path.join(folder, file));
  expect((await receive("012345")).bytes).toBe(6);
});

const sizes = () => readdirSync(folder).map((name) => statSync(path.join(folder, name)).size);
