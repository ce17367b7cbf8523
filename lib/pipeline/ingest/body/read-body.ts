import type { IncomingMessage } from "node:http";
import { AppError } from "@/lib/platform/errors";

const FIRST_CAPACITY_BYTES = 64 * 1024;
/** Time a sender has for its whole body. */
export const BODY_TIME_LIMIT_MS = 30_000;

function tooLarge(maxBytes: number): AppError {
  return new AppError("too-large", `The body is larger than ${maxBytes} bytes.`);
}

/** @throws AppError too-large where Content-Length alone says so */
export function refuseTooLarge(req: IncomingMessage, maxBytes: number): void {
  if (Number(req.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

/** One growing buffer: a list of chunks would cost a hundred bytes for each one-byte chunk of a hostile sender. */
class GrowingBuffer {
  private bytes: Buffer = Buffer.alloc(0);
  private length = 0;

  constructor(private readonly maxBytes: number) {}

  /** @returns false where the limit is passed; nothing is kept then. */
  append(chunk: Buffer): boolean {
    const length = this.length + chunk.length;
    if (length > this.maxBytes) return false;
    if (length > this.bytes.length) {
      const capacity = Math.max(length, FIRST_CAPACITY_BYTES, 2 * this.bytes.length);
      const grown = Buffer.allocUnsafe(Math.min(capacity, this.maxBytes));
      this.bytes.copy(grown, 0, 0, this.length);
      this.bytes = grown;
    }
    chunk.copy(this.bytes, this.length);
    this.length = length;
    return true;
  }

  take(): Buffer {
    return this.bytes.subarray(0, this.length);
  }
}

/**
 * The request's whole body.
 * After a refusal the rest of the body is unread: answer with `Connection: close`.
 * @throws AppError too-large past `maxBytes` (from Content-Length alone where it says so), bad-request when the sender
 *   goes away, unavailable (which senders repeat) when the body takes longer than `timeLimitMs`.
 */
export function readBody(
  req: IncomingMessage,
  maxBytes: number,
  timeLimitMs = BODY_TIME_LIMIT_MS,
): Promise<Buffer> {
  if (Number(req.headers["content-length"] ?? 0) > maxBytes) return Promise.reject(tooLarge(maxBytes));
  return new Promise((resolve, reject) => {
    const body = new GrowingBuffer(maxBytes);
    const settle = () => {
      clearTimeout(timer);
      req.off("data", onData).off("end", onEnd).off("close", onGone).off("error", onGone);
    };
    const refuse = (refusal: AppError) => {
      settle();
      req.pause();
      // The socket may still report its end: without a listener that would be an uncaught exception.
      req.on("error", () => undefined);
      reject(refusal);
    };
    const onData = (chunk: Buffer) => {
      if (!body.append(chunk)) refuse(tooLarge(maxBytes));
    };
    const onEnd = () => {
      settle();
      resolve(body.take());
    };
    const onGone = () => refuse(new AppError("bad-request", "The connection ended before the body did."));
    const timer = setTimeout(
      () => refuse(new AppError("unavailable", `The body took longer than ${timeLimitMs} ms to arrive.`)),
      timeLimitMs,
    );
    if (req.destroyed && !req.readableEnded) return onGone();
    req.on("data", onData).on("end", onEnd).on("close", onGone).on("error", onGone);
  });
}
