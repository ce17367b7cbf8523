import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { AppError } from "@/lib/platform/errors";
import { processSingleton } from "@/lib/platform/process-singleton";

const PRIVATE_FILE = 0o600;

/** Bytes: of one file, and of all in the folder. */
export interface FileLimits {
  readonly fileBytes: number;
  readonly folderBytes: number;
}

export interface ReceivedFile {
  /** Its name in the folder. */
  readonly file: string;
  readonly bytes: number;
}

/**
 * Writes a request's body into `folder` as it comes, under a name of ours; half a file never has that name. The folder's limit
 * holds for all uploads of this process together.
 * @throws AppError bad-request without a body, too-large beyond the limits
 */
export async function receiveFile(
  request: Request,
  folder: string,
  suffix: string,
  limits: FileLimits,
): Promise<ReceivedFile> {
  if (request.body === null)
    throw new AppError("bad-request", "The request has no body: send the file as it is.");
  await mkdir(folder, { recursive: true });
  return inFolder(folder, (room) => writeBody(request.body as WebStream<Uint8Array>, room, suffix, limits));
}

/** What a folder holds while uploads into it are under way; whoever begins while there are others shares theirs. */
interface FolderRoom {
  readonly folder: string;
  uploads: number;
  /** What lay there when the first of them began. */
  readonly lyingBytes: Promise<number>;
  /** What they have brought since: those under way, and those that ended before the last of them has. */
  receivedBytes: number;
}

async function inFolder<T>(folder: string, run: (room: FolderRoom) => Promise<T>): Promise<T> {
  const rooms = processSingleton("upload-folders", () => new Map<string, FolderRoom>());
  const key = path.resolve(folder);
  const room = rooms.get(key) ?? { folder, uploads: 0, lyingBytes: bytesIn(folder), receivedBytes: 0 };
  rooms.set(key, room);
  room.uploads++;
  try {
    return await run(room);
  } finally {
    if (--room.uploads === 0) rooms.delete(key); // the next one looks again
  }
}

async function writeBody(
  body: WebStream<Uint8Array>,
  room: FolderRoom,
  suffix: string,
  { fileBytes, folderBytes }: FileLimits,
): Promise<ReceivedFile> {
  const lyingBytes = await room.lyingBytes;
  const file = `${randomUUID()}${suffix}`;
  const target = path.join(room.folder, file);
  const partial = `${target}.part`;
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      room.receivedBytes += chunk.length;
      if (bytes > fileBytes) done(new AppError("too-large", `The file is larger than ${fileBytes} bytes.`));
      else if (lyingBytes + room.receivedBytes > folderBytes)
        done(new AppError("too-large", `No room: the folder of imports may hold ${folderBytes} bytes.`));
      else done(null, chunk);
    },
  });
  try {
    await pipeline(
      Readable.fromWeb(body),
      limit,
      createWriteStream(partial, { mode: PRIVATE_FILE, flags: "wx" }),
    );
    await rename(partial, target);
    return { file, bytes };
  } catch (error) {
    await rm(partial, { force: true });
    room.receivedBytes -= bytes;
    throw error;
  }
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = (await readdir(folder)).map((name) =>
    stat(path.join(folder, name)).then(
      ({ size }) => size,
      () => 0, // renamed or deleted meanwhile
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
