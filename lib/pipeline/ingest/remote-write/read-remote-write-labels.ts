import { isUtf8 } from "node:buffer";
import type { Label, ReadLabels } from "@/lib/domain/sample";
import { WireReader } from "@/lib/pipeline/ingest/body/wire-reader";

// Tags of prometheus/prompb: the labels of a TimeSeries, the name and value of a Label.
export const LABEL_TAG = 0x0a;
export const LABEL_NAME_TAG = 0x0a;
export const LABEL_VALUE_TAG = 0x12;

/**
 * The labels of identity bytes of `decodeRemoteWrite`, in the sender's order.
 * @throws AppError bad-request where they are not well-formed or not UTF-8.
 */
export const readRemoteWriteLabels: ReadLabels = (bytes, start, end, maxLabels = Infinity) => {
  const reader = new WireReader(bytes, "remote_write label section", start);
  // Tags and the last byte of a length are ASCII, so that no character reaches from one text into another: where all of it is
  // UTF-8, each text is. Where it is not, long lengths may be the reason, and each is looked at.
  const areUtf8 = isUtf8(bytes.subarray(start, end));
  const labels: Label[] = [];
  while (reader.pos < end && labels.length <= maxLabels) {
    if (reader.tag(end) !== LABEL_TAG) reader.fail("something other than a label");
    labels.push(readLabel(reader, reader.endOfLength(end), areUtf8));
  }
  return labels;
};

function readLabel(reader: WireReader, end: number, areUtf8: boolean): Label {
  let name = "";
  let value = "";
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === LABEL_NAME_TAG) name = readText(reader, end, areUtf8);
    else if (tag === LABEL_VALUE_TAG) value = readText(reader, end, areUtf8);
    else reader.skip(tag, end);
  }
  return [name, value];
}

function readText(reader: WireReader, end: number, isText: boolean): string {
  const textEnd = reader.endOfLength(end);
  const { bytes, pos } = reader;
  if (!isText && !isUtf8(bytes.subarray(pos, textEnd))) reader.fail("text that is not UTF-8");
  reader.pos = textEnd;
  return bytes.toString("utf8", pos, textEnd);
}
