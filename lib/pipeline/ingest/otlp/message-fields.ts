import protobuf from "protobufjs";

/**
 * A message of OTLP, as protobufjs decodes it or as JSON has it: the names are the same, numbers of 64 bits differ, and
 * JSON may hold anything. These readers take both, and throw ShapeError for what the field cannot be.
 */
export type Message = Readonly<Record<string, unknown>>;

const TWO_POW_32 = 2 ** 32;
const NANOS_PER_MS = 1_000_000;
const MAX_UINT64 = 2n ** 64n - 1n;
const MIN_INT64 = -(2n ** 63n);
const NOTHING: readonly unknown[] = [];

/** A field that is not what the protocol says; `path` grows on the way up. */
export class ShapeError extends Error {
  constructor(
    readonly problem: string,
    readonly path = "",
  ) {
    super(problem);
  }

  within(part: string): ShapeError {
    return new ShapeError(this.problem, this.path === "" ? part : `${part}.${this.path}`);
  }
}

/** The field, undefined where the sender left it out. */
export function field(message: Message, key: string): unknown {
  // Own only: prototypes of decoded messages carry defaults, and absence matters for `sum` and one-ofs.
  if (!Object.hasOwn(message, key)) return undefined;
  return message[key] ?? undefined;
}

export function asMessage(value: unknown, key: string): Message {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ShapeError("must be an object", key);
  return value as Message;
}

/** The message in a field; null where there is none. */
export function messageField(message: Message, key: string): Message | null {
  const value = field(message, key);
  return value === undefined ? null : asMessage(value, key);
}

export function listField(message: Message, key: string): readonly unknown[] {
  const value = field(message, key);
  if (value === undefined) return NOTHING;
  if (!Array.isArray(value)) throw new ShapeError("must be a list", key);
  return value;
}

/** Visits the messages of a list; what is wrong below gets this place in its path. */
export function eachMessage(parent: Message, key: string, visit: (item: Message) => void): void {
  const list = listField(parent, key);
  for (let i = 0; i < list.length; i++) {
    try {
      visit(asMessage(list[i], ""));
    } catch (error) {
      throw error instanceof ShapeError ? error.within(`${key}[${i}]`) : error;
    }
  }
}

export function stringField(message: Message, key: string): string {
  const value = field(message, key) ?? "";
  if (typeof value !== "string") throw new ShapeError("must be a string", key);
  return value;
}

export function booleanField(message: Message, key: string): boolean {
  const value = field(message, key) ?? false;
  if (typeof value !== "boolean") throw new ShapeError("must be true or false", key);
  return value;
}

/** A double: a number, or in JSON a string such as "NaN", "-Infinity" or "1.5". */
export function toDouble(value: unknown, key: string): number {
  if (typeof value === "number") return value;
  if (value === "NaN") return NaN;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : NaN;
  if (Number.isNaN(number)) throw new ShapeError("must be a number", key);
  return number;
}

/** A 64-bit integer as a number: exact within ±2^53. */
export function toInteger(value: unknown, key: string): number {
  if (value instanceof protobuf.util.Long)
    return (value.unsigned ? value.high >>> 0 : value.high) * TWO_POW_32 + (value.low >>> 0);
  if (typeof value === "string") return Number(parseInteger(value, key));
  if (typeof value !== "number" || !Number.isInteger(value)) throw new ShapeError("must be an integer", key);
  return value;
}

/** An unsigned 64-bit integer; 0 where left out. */
export function countField(message: Message, key: string): number {
  return toCount(field(message, key) ?? 0, key);
}

export function toCount(value: unknown, key: string): number {
  const count = toInteger(value, key);
  if (count < 0) throw new ShapeError("must not be negative", key);
  return count;
}

/** A 32-bit integer; 0 where left out. */
export function integerField(message: Message, key: string): number {
  return toInteger(field(message, key) ?? 0, key);
}

/** Unix nanoseconds as ms, rounded down; 0 where left out, as the protocol has it for 'unknown'. */
export function timeMsField(message: Message, key: string): number {
  const value = field(message, key) ?? 0;
  if (value instanceof protobuf.util.Long) return nanosToMs(value.high >>> 0, value.low >>> 0);
  if (typeof value === "string") {
    const nanos = parseInteger(value, key);
    if (nanos < 0n) throw new ShapeError("must not be negative", key);
    return Number(nanos / BigInt(NANOS_PER_MS));
  }
  return Math.floor(toCount(value, key) / NANOS_PER_MS);
}

/** Long division by words, since a double cannot hold today's nanoseconds. */
function nanosToMs(highWord: number, lowWord: number): number {
  const rest = (highWord % NANOS_PER_MS) * TWO_POW_32 + lowWord;
  return Math.floor(highWord / NANOS_PER_MS) * TWO_POW_32 + (rest - (rest % NANOS_PER_MS)) / NANOS_PER_MS;
}

function parseInteger(text: string, key: string): bigint {
  if (!/^-?\d{1,20}$/.test(text)) throw new ShapeError("must be an integer", key);
  const value = BigInt(text);
  if (value > MAX_UINT64 || value < MIN_INT64) throw new ShapeError("must fit 64 bits", key);
  return value;
}
