import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  LABEL_NAME_TAG,
  LABEL_TAG,
  LABEL_VALUE_TAG,
  readRemoteWriteLabels,
} from "./read-remote-write-labels";
import { ByteWriter } from "@/lib/domain/byte-codec";

/** Bytes that end or begin in the midst of a character, with lengths that are no ASCII themselves. */
const text = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: "grapheme", maxLength: 8 }).map((each) => Buffer.from(each)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("é".repeat(64), "x".repeat(0x2c8)).map((each) => Buffer.from(each)),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(0xc3, 0xa9, 0x80, 0xe2, 0x41), { maxLength: 3 })
      .map((each) => Buffer.from(each)),
  },
);

function section(labels: readonly (readonly [Buffer, Buffer])[]): Buffer {
  const out = new ByteWriter();
  for (const [name, value] of labels) {
    const label = new ByteWriter();
    label.byte(LABEL_NAME_TAG);
    label.bytes(name);
    label.byte(LABEL_VALUE_TAG);
    label.bytes(value);
    out.byte(LABEL_TAG);
    out.bytes(label.toBuffer());
  }
  return out.toBuffer();
}

it("every text is taken as it is where all are UTF-8, and none where one is not", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), (labels) => {
      const bytes = section(labels);
      const read = () => readRemoteWriteLabels(bytes, 0, bytes.length);
      if (labels.flat().every((each) => isUtf8(each)))
        expect(read()).toEqual(labels.map(([name, value]) => [name.toString(), value.toString()]));
      else expect(read).toThrow(/not UTF-8/);
    }),
    { numRuns: 2_000 },
  );
});
