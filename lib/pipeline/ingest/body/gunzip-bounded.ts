import { gunzipSync } from "node:zlib";
import { AppError } from "@/lib/platform/errors";

const PASSED_LIMIT = "ERR_BUFFER_TOO_LARGE";

/**
 * The content of a gzip body. Several members are joined, and zeros behind the last one are padding; anything else there
 * is refused.
 * @throws AppError too-large past `maxBytes` of content (never held at once), bad-request for what is not gzip.
 */
export function gunzipBounded(buf: Buffer, maxBytes: number): Buffer {
  try {
    return gunzipSync(buf, { maxOutputLength: maxBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === PASSED_LIMIT)
      throw new AppError("too-large", `The body is larger than ${maxBytes} bytes when decompressed.`, {
        cause,
      });
    throw new AppError("bad-request", "The body is not valid gzip.", { cause });
  }
}
