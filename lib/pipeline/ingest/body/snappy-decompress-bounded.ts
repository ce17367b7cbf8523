import { uncompressSync } from "snappy";
import { AppError } from "@/lib/platform/errors";
import { WireReader } from "./wire-reader";

const MAX_CLAIM_BYTES = 2 ** 32 - 1;
/** The densest element of the format is a 3-byte copy of 64 bytes (format_description.txt of google/snappy). */
const MAX_EXPANSION = 64 / 3;

/**
 * The content of a snappy body in block format.
 * The size that the body claims is judged before anything is allocated: against the limit, and against what a body of
 * its length can hold at all.
 * @throws AppError too-large past `maxBytes`, bad-request for what is not snappy.
 */
export function snappyDecompressBounded(buf: Buffer, maxBytes: number): Buffer {
  const header = new WireReader(buf, "snappy block");
  const claimedBytes = header.unsigned(buf.length);
  if (claimedBytes > MAX_CLAIM_BYTES) header.fail("a size of more than 32 bits");
  if (claimedBytes > maxBytes)
    throw new AppError("too-large", `The body is larger than ${maxBytes} bytes when decompressed.`);
  if (claimedBytes > (buf.length - header.pos) * MAX_EXPANSION)
    header.fail(`a claim of ${claimedBytes} bytes, more than this body can hold,`);
  try {
    // Copied: the collector does not count snappy's own buffers, so that they would pile up before it frees them.
    return uncompressSync(buf, { asBuffer: true, copyOutputData: true }) as Buffer;
  } catch (cause) {
    throw new AppError("bad-request", "The body is not a valid snappy block.", { cause });
  }
}
