/** What samples are written as differences to; the decoder goes through the same. */
export class SampleCodec {
  /** The entry that `encode` wrote. */
  readonly bytes = new Uint8Array(MAX_ENTRY_BYTES);
  private readonly view = new DataView(this.bytes.buffer);

  /**
   * One sample behind another: `step` lies between the two before it. Times and counters take one to three bytes each,
   * any other number its eight: a difference is only used where the decoder's sum gives back the very number.
   * Returns how many of `bytes` it takes.
   */
  encode(timeMs: number, value: number, beforeMs: number, beforeValue: number, step: number): number {
    const change = timeMs - beforeMs - step;
    if (!isSmall(change) || !Object.is(beforeMs + step + change, timeMs)) {
      this.bytes[0] = RAW;
      this.view.setFloat64(1, timeMs);
      this.view.setFloat64(1 + DOUBLE_BYTES, value);
      return 1 + 2 * DOUBLE_BYTES;
    }
    if (Object.is(value, beforeValue)) return this.varint(0, zigzag(change) * KINDS + SAME);
    const increase = value - beforeValue;
    if (isSmall(increase) && Object.is(beforeValue + increase, value)) {
      const at = this.varint(0, zigzag(change) * KINDS + INTEGER);
      return this.varint(at, zigzag(increase));
    }
    const at = this.varint(0, zigzag(change) * KINDS + DOUBLE);
    this.view.setFloat64(at, value);
    return at + DOUBLE_BYTES;
  }

  private varint(start: number, value: number): number {
    const { bytes } = this;
    let at = start;
    let rest = value;
    while (rest >= SEVEN_BITS) {
      bytes[at++] = (rest % SEVEN_BITS) | SEVEN_BITS;
      rest = Math.floor(rest / SEVEN_BITS);
    }
    bytes[at++] = rest;
    return at;
  }
}

const DOUBLE_BYTES = 8;
/** RAW: a tag and two doubles; INTEGER: two varints of at most 8 bytes. */
export const MAX_ENTRY_BYTES = 17;
const SEVEN_BITS = 128;
const KINDS = 4;
const SAME = 0;
const INTEGER = 1;
const DOUBLE = 2;
const RAW = 3;
/** A zigzag number times the kinds is exact below it. */
const SMALL = 2 ** 50;

function isSmall(value: number): boolean {
  return Number.isSafeInteger(value) && value < SMALL && value > -SMALL;
}

function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1;
}

/** Reads what `SampleCodec.encode` wrote, entry after entry, into columns; returns how many samples there are. */
export function decodeSamples(
  bytes: Uint8Array,
  length: number,
  timesMs: Float64Array,
  values: Float64Array,
): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let at = 0;
  let count = 0;
  let timeMs = 0;
  let value = 0;
  let step = 0;
  const varint = () => {
    let result = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at++]!;
      result += (byte % SEVEN_BITS) * scale;
      if (byte < SEVEN_BITS) return result;
      scale *= SEVEN_BITS;
    }
  };
  const double = () => {
    at += DOUBLE_BYTES;
    return view.getFloat64(at - DOUBLE_BYTES);
  };
  while (at < length) {
    const beforeMs = timeMs;
    const header = varint();
    const kind = header % KINDS;
    if (kind === RAW) {
      timeMs = double();
      value = double();
    } else {
      timeMs = beforeMs + step + unzigzag(Math.floor(header / KINDS));
      if (kind === INTEGER) value += unzigzag(varint());
      else if (kind === DOUBLE) value = double();
    }
    step = timeMs - beforeMs;
    timesMs[count] = timeMs;
    values[count++] = value;
  }
  return count;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
