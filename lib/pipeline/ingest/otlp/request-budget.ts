import { fieldOf, WireReader } from "@/lib/pipeline/ingest/body/wire-reader";
import { AppError } from "@/lib/platform/errors";

/**
 * Decoded messages take far more memory than their bytes (an empty one two bytes, decoded a hundred), so what a request
 * would take is estimated before it is decoded. A sender's usual batch of 8,192 points takes a few per cent of this.
 */
const MAX_DECODED_BYTES = 512 * 1024 * 1024;
const MESSAGE_BYTES = 160;
/** A 64-bit number is an object to protobufjs. */
const COUNT_BYTES = 56;
const JSON_VALUE_BYTES = 64;
/** As deep as protobuf's own decoders go. */
const MAX_DEPTH = 100;

const OPENING_BRACE = 0x7b;
const OPENING_BRACKET = 0x5b;

/** Which fields of a message hold messages or packed counts; the others take no more than their bytes. */
interface Shape {
  readonly [field: number]: Shape | "counts" | undefined;
}

type Recursive = { [field: number]: Shape };
const anyValue: Recursive = {};
const keyValue: Shape = { 2: anyValue };
anyValue[5] = { 1: anyValue };
anyValue[6] = { 1: keyValue };

const metric: Shape = {
  5: { 1: { 7: keyValue } },
  7: { 1: { 7: keyValue } },
  9: { 1: { 6: "counts", 9: keyValue } },
  10: { 1: { 1: keyValue, 8: { 2: "counts" }, 9: { 2: "counts" } } },
  11: { 1: { 6: {}, 7: keyValue } },
};
const REQUEST_SHAPE: Shape = { 1: { 1: { 1: keyValue }, 2: { 2: metric } } };

function refuse(): never {
  throw new AppError("too-large", "The request holds too many points; send it in smaller batches.");
}

/**
 * @throws AppError too-large where decoding would take too much memory, bad-request where the bytes are no protobuf or
 *   nest too deep.
 */
export function checkProtobufBudget(raw: Buffer): void {
  const reader = new WireReader(raw, "OTLP request");
  let leftBytes = MAX_DECODED_BYTES;

  const walk = (end: number, shape: Shape, depth: number): void => {
    if (depth > MAX_DEPTH) reader.fail("values that nest too deep");
    while (reader.pos < end) {
      const tag = reader.tag(end);
      const inner = (tag & 7) === 2 ? shape[fieldOf(tag)] : undefined;
      if (inner === undefined) {
        reader.skip(tag, end);
        continue;
      }
      const innerEnd = reader.endOfLength(end);
      leftBytes -= inner === "counts" ? (innerEnd - reader.pos) * COUNT_BYTES : MESSAGE_BYTES;
      if (leftBytes < 0) refuse();
      if (inner === "counts") reader.pos = innerEnd;
      else walk(innerEnd, inner, depth + 1);
    }
  };
  walk(raw.length, REQUEST_SHAPE, 0);
}

/** @throws AppError too-large where the parsed objects and lists would take too much memory. */
export function checkJsonBudget(raw: Buffer): void {
  let left = MAX_DECODED_BYTES / JSON_VALUE_BYTES;
  for (let i = 0; i < raw.length; i++)
    if (raw[i] === OPENING_BRACE || raw[i] === OPENING_BRACKET) {
      left--;
      if (left < 0) refuse();
    }
}
