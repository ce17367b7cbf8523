import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { AppError } from "@/lib/platform/errors";

const PRIVATE_FILE = 0o600;

/** Bytes: of one file, and of all in the folder, as they are when it begins. */
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
 * Writes a request's body into `folder` as it comes, under a name of ours; half a file never has that name.
 * @throws AppError bad-request without a body, too-large beyond the limits
 */
export async function receiveFile(
  request: Request,
  folder: string,
  suffix: string,
  { fileBytes, folderBytes }: FileLimits,
): Promise<ReceivedFile> {
  if (request.body === null)
    throw new AppError("bad-request", "The request has no body: send the file as it is.");
  await mkdir(folder, { recursive: true });
  let room = folderBytes - (await bytesIn(folder));
  const file = `${randomUUID()}${suffix}`;
  const target = path.join(folder, file);
  const partial = `${target}.part`;
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      room -= chunk.length;
      if (bytes > fileBytes) done(new AppError("too-large", `The file is larger than ${fileBytes} bytes.`));
      else if (room < 0)
        done(new AppError("too-large", `No room: the folder of imports may hold ${folderBytes} bytes.`));
      else done(null, chunk);
    },
  });
  try {
    const body = Readable.fromWeb(request.body as WebStream<Uint8Array>);
    await pipeline(body, limit, createWriteStream(partial, { mode: PRIVATE_FILE, flags: "wx" }));
    await rename(partial, target);
    return { file, bytes };
  } catch (error) {
    await rm(partial, { force: true });
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
