import protobuf from "protobufjs";
import type { SampleBatch } from "@/lib/domain/sample";
import { AppError } from "@/lib/platform/errors";
import type { Message } from "./message-fields";
import { REQUEST_MESSAGE } from "./otlp-messages";
import { checkProtobufBudget } from "./request-budget";
import { toSampleBatch } from "./to-sample-batch";

/**
 * The samples of an OTLP/HTTP metrics request in protobuf.
 * @param raw the decompressed body.
 * @throws AppError bad-request for what is not such a request, too-large where it would take too much memory.
 */
export function decodeOtlpProtobuf(raw: Buffer): SampleBatch {
  checkProtobufBudget(raw);
  return toSampleBatch(decodeMessage(raw));
}

function decodeMessage(raw: Buffer): Message {
  const reader = protobuf.Reader.create(raw);
  reader.discardUnknown = true;
  try {
    return REQUEST_MESSAGE.decode(reader) as unknown as Message;
  } catch (cause) {
    throw new AppError("bad-request", `Not a valid OTLP request: ${(cause as Error).message}.`, { cause });
  }
}
