import { isUtf8 } from "node:buffer";
import type { SampleBatch } from "@/lib/domain/sample";
import { AppError } from "@/lib/platform/errors";
import type { Message } from "./message-fields";
import { checkJsonBudget } from "./request-budget";
import { toSampleBatch } from "./to-sample-batch";

/**
 * The samples of an OTLP/HTTP metrics request in JSON.
 * @param raw the decompressed body.
 * @throws AppError bad-request for what is not such a request, too-large where it would take too much memory.
 */
export function decodeOtlpJson(raw: Buffer): SampleBatch {
  checkJsonBudget(raw);
  if (!isUtf8(raw)) throw new AppError("bad-request", "The body is not UTF-8.");
  return toSampleBatch(parseObject(raw.toString("utf8")));
}

function parseObject(text: string): Message {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new AppError("bad-request", `The body is not JSON: ${(cause as Error).message}.`, { cause });
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new AppError("bad-request", "The body is not a JSON object.");
  return parsed as Message;
}
